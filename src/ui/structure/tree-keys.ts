import type { Shown } from './shown';
import { canFold } from './tree';

/** What a key does in the tree of boxes: goes to another box, folds, or unfolds one. */
export type TreeMove =
  | { readonly to: Shown }
  | { readonly fold: Shown; readonly open: boolean }
  | { readonly alone: Shown }
  | { readonly back: true }
  | { readonly act: Shown };

/** The move of a key at a box, as in every tree; `undefined`: none. `all` is in the order of the document. */
export function treeMove(key: string, at: Shown, all: readonly Shown[]): TreeMove | undefined {
  const n = all.indexOf(at);
  const to = (shown: Shown | undefined): TreeMove | undefined => shown && { to: shown };
  const foldable = canFold(at.box);
  switch (key) {
    case 'ArrowDown':
      return to(all[n + 1]);
    case 'ArrowUp':
      return to(all[n - 1]);
    case 'ArrowRight':
      if (!at.open && foldable) return { fold: at, open: true };
      return to(at.inside[0]);
    case 'ArrowLeft':
      if (at.open && foldable) return { fold: at, open: false };
      return to(all.find(({ box }) => box === at.box.parent));
    case 'Home':
      return to(all[0]);
    case 'End':
      return to(all.at(-1));
    case 'Enter':
    case ' ':
      return { act: at };
    case 'f':
    case 'F':
      return foldable ? { alone: at } : undefined;
    case 'Escape':
    case 'Backspace':
      return { back: true };
    default:
      return undefined;
  }
}
