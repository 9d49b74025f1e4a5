import { isObject, type Json } from '../../json/json';
import type { Range } from '../../json/json';

/** How the picture of the workflow is shown, and the way from a box to its place in the text. */
export class Structure {
  /** What was folded or unfolded by hand: whether it is open, by the key of the box. */
  folds = $state.raw<ReadonlyMap<string, boolean>>(new Map());
  /** Key of the box that is shown alone with what is in it. */
  alone = $state<string>();
  /** A place of the text that somebody asked for and the editor has not gone to yet. */
  wanted = $state.raw<Range>();

  /** Told of every fold. */
  onFold: () => void = () => undefined;

  fold(key: string, open: boolean): void {
    this.folds = new Map(this.folds).set(key, open);
    this.onFold();
  }

  /** Another document has taken the place of this one; gives the way back. */
  clear(): () => void {
    const { folds, alone } = this;
    this.folds = new Map();
    this.alone = undefined;
    return () => {
      this.folds = folds;
      this.alone = alone;
    };
  }

  /** Takes over what was stored; what does not fit is left out. */
  restore(stored: Json | undefined): void {
    const kept = stored !== undefined && isObject(stored) ? Object.entries(stored) : [];
    this.folds = new Map(kept.filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean'));
  }

  json(): Json {
    return Object.fromEntries(this.folds);
  }
}
