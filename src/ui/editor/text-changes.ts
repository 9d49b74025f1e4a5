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

/** Shows a document that has just been opened: as it was left, when that is known, else with its long lists folded. */
export function showOpened(view: EditorView, kept: Json | undefined): void {
  const { doc } = view.state;
  view.dispatch(recallView(kept, doc.length) ?? { effects: openingFolds(view.state) });
}

/** Puts another text in place of the present one and says whether it is another document. Undo brings the old one back. */
export function replaceText(view: EditorView, before: string, after: string): boolean {
  const replacement = replacementOf(before, after);
  if (replacement === undefined) return false;
  const { different, ...changes } = replacement;
  view.dispatch({
    changes,
    // Nobody wants to go back to the empty page from before the first document arrived.
    annotations: [fromPage.of(true), isolateHistory.of('full'), Transaction.addToHistory.of(before !== '')],
    ...(different && { selection: EditorSelection.cursor(0), scrollIntoView: true }),
  });
  return different;
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
