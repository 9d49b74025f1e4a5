import { isolateHistory } from '@codemirror/commands';
import { EditorSelection, Transaction } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { Json, Range } from '../../json/json';
import { fromPage } from './create-view';
import { openingFolds } from './folding';
import { formatEdits } from './format';
import { recallView } from './memory';
import { presentRange } from './freshness';
import { replacementOf } from './replacement';

/** Shows the document as it was left before a reload; not when that was another one. */
export function recall(view: EditorView, kept: Json): void {
  const left = recallView(kept, view.state);
  if (left !== undefined) view.dispatch(left);
}

/** Puts another text in place of the present one. Undo brings the old one back. */
export function replaceText(view: EditorView, before: string, after: string): void {
  const replacement = replacementOf(before, after);
  if (replacement === undefined) return;
  const { different, ...changes } = replacement;
  view.dispatch({
    changes,
    // Nobody wants to go back to the empty page from before the first document arrived.
    annotations: [fromPage.of(true), isolateHistory.of('full'), Transaction.addToHistory.of(before !== '')],
    ...(different && { selection: EditorSelection.cursor(0), scrollIntoView: true }),
  });
  if (different) view.dispatch({ effects: openingFolds(view.state) });
}

/** Lays the document out anew as one step of the history; a broken one stays as it is. Says whether it could. */
export function formatText(view: EditorView): boolean {
  if (view.state.readOnly) return false;
  const changes = formatEdits(view.state.doc.toString());
  if (changes === undefined) return false;
  if (changes.length > 0) {
    view.dispatch({
      changes,
      annotations: isolateHistory.of('full'),
      userEvent: 'format',
      scrollIntoView: true,
    });
  }
  return true;
}

/** Selects a range of the checked text where it is by now, shows it and lets the person type there. */
export function goToRange(view: EditorView, range: Range): void {
  const { from, to } = presentRange(view.state, range);
  view.dispatch({
    selection: { anchor: from, head: to },
    effects: EditorView.scrollIntoView(from, { y: 'center' }),
    userEvent: 'select',
  });
  view.focus();
}
