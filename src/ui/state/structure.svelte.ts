import type { Range } from '../../json/json';

/** How the picture of the workflow is shown, and the way from a box to its place in the text. */
export class Structure {
  /** What was folded or unfolded by hand: whether it is open, by the key of the box. */
  folds = $state.raw<ReadonlyMap<string, boolean>>(new Map());
  /** Key of the box that is shown alone with what is in it. */
  alone = $state<string>();
  /** A place of the text that somebody asked for and the editor has not gone to yet. */
  wanted = $state.raw<Range>();

  fold(key: string, open: boolean): void {
    this.folds = new Map(this.folds).set(key, open);
  }
}
