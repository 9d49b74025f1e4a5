import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { breakpointMarks } from './breakpoints';
import { bracketMatching } from '@codemirror/language';
import { search, searchKeymap } from '@codemirror/search';
import { Annotation, Compartment, EditorState, type Extension } from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import { columnCount } from './columns';
import { diagnosticMarks } from './diagnostics';
import { expressionColours } from './expression-colours';
import { folding } from './folding';
import { editsSince } from './freshness';
import { inlayValues } from './inlays';
import { jsonLanguage } from './language';
import { marksGutter, pressNumber } from './marks-gutter';
import { nowMark } from './now-line';
import { problemTooltips } from './problem-tooltip';
import { editorTheme } from './theme';
import { panelsTheme } from './theme-panels';
import { valuesTheme } from './theme-values';
import { valuesInText } from './values';
import { wrappedIndent } from './wrapped-indent';

/** On transactions that carry a text from the page into the editor: the page knows about them already. */
export const fromPage = Annotation.define<true>();

const writing = new Compartment();

const phrases = {
  next: 'Next',
  previous: 'Previous',
  replace: 'Replace',
  'replace all': 'Replace all',
  'match case': 'Match case',
  regexp: 'Regular expression',
  'by word': 'Whole words',
  close: 'Close search',
};

// Ctrl/⌘+Enter runs the workflow, and Tab goes on to the next control. There is one cursor.
const taken = new Set(['Mod-Enter', 'Mod-Shift-l', 'Mod-d']);
const keys = [...defaultKeymap, ...searchKeymap].filter(({ key }) => key === undefined || !taken.has(key));

function extensions(readonly: boolean, listener: Extension): Extension {
  return [
    breakpointMarks,
    marksGutter,
    lineNumbers({ domEventHandlers: { mousedown: pressNumber } }),
    folding(),
    jsonLanguage(),
    bracketMatching(),
    history(),
    search({ top: true }),
    keymap.of([...keys, ...historyKeymap]),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({
      'aria-label': 'Workflow JSON',
      tabindex: '0',
      autocorrect: 'off',
      autocapitalize: 'off',
    }),
    EditorState.phrases.of(phrases),
    writing.of(writable(readonly)),
    editsSince,
    columnCount,
    wrappedIndent,
    expressionColours,
    diagnosticMarks,
    problemTooltips,
    nowMark,
    valuesInText,
    inlayValues,
    editorTheme,
    valuesTheme,
    panelsTheme,
    listener,
  ];
}

function writable(readonly: boolean): Extension {
  return [
    EditorState.readOnly.of(readonly),
    EditorView.contentAttributes.of({ 'aria-readonly': `${readonly}` }),
  ];
}

/** Lets the person write, or only read, select and search. */
export function setReadonly(view: EditorView, readonly: boolean): void {
  view.dispatch({ effects: writing.reconfigure(writable(readonly)) });
}

/**
 * Makes an empty editor inside of a shadow root; the document comes as its first change, because a view that
 * begins with one long line draws all of it once. There the editor's styles are constructed sheets,
 * which a content security policy without inline styles lets through.
 */
export function createView(root: ShadowRoot, readonly: boolean, listener: Extension): EditorView {
  const state = EditorState.create({ extensions: extensions(readonly, listener) });
  const view = new EditorView({ state, parent: root, root });
  // Widths are measured again once the code font has arrived.
  void document.fonts.ready.then(() => view.requestMeasure());
  return view;
}
