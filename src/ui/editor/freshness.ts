import { ChangeSet, StateEffect, StateField, type EditorState } from '@codemirror/state';
import type { Range } from '../../json/json';

/** Says that what is known about the text is about the text as it is now. */
export const markFresh = StateEffect.define();

/** The edits made since then, so that places from before can still be found. */
export const editsSince = StateField.define<ChangeSet>({
  create: (state) => ChangeSet.empty(state.doc.length),
  update(edits, transaction) {
    if (transaction.effects.some((effect) => effect.is(markFresh))) {
      return ChangeSet.empty(transaction.state.doc.length);
    }
    return transaction.docChanged ? edits.compose(transaction.changes) : edits;
  },
});

/** Where a range of the checked text is now. Never outside of the document. */
export function presentRange(state: EditorState, range: Range): Range {
  const edits = state.field(editsSince);
  const from = edits.mapPos(Math.min(range.from, edits.length), 1);
  const to = edits.mapPos(Math.min(range.to, edits.length), -1);
  return { from, to: Math.max(from, to) };
}
