import { foldEffect, foldedRanges, unfoldEffect } from '@codemirror/language';
import type { EditorState, StateEffect, TransactionSpec } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { isObject, own, type Json } from '../../json/json';

/** What to keep of the editor over a reload: selection, folds, and what is at the top of the page. */
export function viewMemory(view: EditorView): Json {
  const { anchor, head } = view.state.selection.main;
  const folds: number[][] = [];
  foldedRanges(view.state).between(0, view.state.doc.length, (from, to) => void folds.push([from, to]));
  const top = view.lineBlockAtHeight(view.scrollDOM.scrollTop).from;
  return { length: view.state.doc.length, anchor, head, folds, top };
}

/** The change that brings a kept view back; `undefined` when it was kept of another text. */
export function recallView(memory: Json, state: EditorState): TransactionSpec | undefined {
  const { length } = state.doc;
  if (!isObject(memory) || own(memory, 'length') !== length) return undefined;
  const [anchor, head, top] = ['anchor', 'head', 'top'].map((key) => place(own(memory, key), length));
  const folds = own(memory, 'folds');
  if (anchor === undefined || head === undefined || top === undefined || !Array.isArray(folds))
    return undefined;
  const effects: StateEffect<unknown>[] = [EditorView.scrollIntoView(top, { y: 'start' })];
  foldedRanges(state).between(0, length, (from, to) => void effects.push(unfoldEffect.of({ from, to })));
  for (const fold of folds) {
    const [from, to] = Array.isArray(fold) ? fold.map((end: Json) => place(end, length)) : [];
    if (from !== undefined && to !== undefined && from < to) effects.push(foldEffect.of({ from, to }));
  }
  return { selection: { anchor, head }, effects };
}

function place(value: Json | undefined, length: number): number | undefined {
  const fits = typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= length;
  return fits ? value : undefined;
}
