import { type Box, isContainer } from './tree';

/** A box as it is shown: with what is inside it, or folded. */
export interface Shown {
  readonly box: Box;
  readonly open: boolean;
  readonly inside: readonly Shown[];
  /** Among its siblings, from 1, and on which level, from 1: for the tree of a screen reader. */
  readonly nth: number;
  readonly of: number;
  readonly level: number;
}

/** What a person folded or unfolded by hand: by the key of a box, whether it is open. */
export type Folds = ReadonlyMap<string, boolean>;

/** As many boxes are unfolded by themselves; more nobody reads at once. */
const enough = 64;

/**
 * Which boxes are shown. What was folded by hand stays so; of the rest those around `keys` are open, then
 * whatever is further out, until there are enough.
 */
export function shownOf(roots: readonly Box[], folds: Folds, keys: readonly Box[]): readonly Shown[] {
  const open = openBoxes(roots, folds, keys);
  const show = (boxes: readonly Box[], level: number): readonly Shown[] =>
    boxes.map((box, n) => {
      const isOpen = open.has(box);
      return {
        ...{ box, open: isOpen, nth: n + 1, of: boxes.length, level },
        inside: isOpen ? show(box.inside, level + 1) : [],
      };
    });
  return show(roots, 1);
}

/** Everything shown, in the order of the document. */
export function* everyShown(roots: readonly Shown[]): Generator<Shown> {
  for (const one of roots) {
    yield one;
    yield* everyShown(one.inside);
  }
}

/** The boxes around a box, innermost first. */
export function* around(box: Box | undefined): Generator<Box> {
  for (let at = box?.parent; at; at = at.parent) yield at;
}

function openBoxes(roots: readonly Box[], folds: Folds, keys: readonly Box[]): ReadonlySet<Box> {
  const wanted = new Set<Box>(keys.flatMap((key) => [...around(key)]));
  const open = new Set<Box>();
  const queue: Box[] = [...roots];
  let count = queue.length;
  for (let at = 0; at < queue.length; at += 1) {
    const box = queue[at];
    if (!box || box.inside.length === 0) continue;
    const byHand = folds.get(box.key);
    const fits = !isContainer(box) || count + box.inside.length <= enough || (at === 0 && count === 1);
    if (!(byHand ?? (wanted.has(box) || fits))) continue;
    open.add(box);
    count += box.inside.length;
    queue.push(...box.inside);
  }
  return open;
}
