import { historyField } from '@codemirror/commands';
import { StateEffect } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';

/** The text of an editor that was taken off the page, and its history of changes, which is CodeMirror's own. */
export interface Past {
  readonly text: string;
  readonly history: unknown;
}

/** What another editor needs to go on with the history of this one. */
export function pastOf({ state }: EditorView): Past {
  return { text: state.doc.toString(), history: state.field(historyField) };
}

/** Takes over the history of an editor that had the same text. */
export function recallHistory(view: EditorView, { history }: Past): void {
  view.dispatch({ effects: StateEffect.appendConfig.of(historyField.init(() => history)) });
}
