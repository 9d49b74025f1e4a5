import { EditorView } from '@codemirror/view';

/** The editor's own look, in the page's tokens, so that it changes with the page from light to dark. */
export const editorTheme = EditorView.theme({
  '&': {
    height: '100%',
    color: 'var(--ink)',
    backgroundColor: 'var(--paper)',
    font: 'var(--text-code)',
    fontFeatureSettings: 'var(--font-features-code)',
    fontVariantLigatures: 'none',
  },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'inherit', lineHeight: '20px' },
  '.cm-content': { padding: '8px 0', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0 4px' },
  '.cm-content ::selection, .cm-content::selection': { backgroundColor: 'var(--selection)' },

  '.cm-gutters, &.cm-focused .cm-gutters': {
    backgroundColor: 'var(--paper)',
    color: 'var(--ink-3)',
    border: 'none',
  },
  // As wide without a mark: the text must not move when a run begins.
  '.lp-marks': { width: '20px' },
  '.lp-marks .cm-gutterElement': { width: '20px', padding: '4px 0 0 5px', boxSizing: 'border-box' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '28px', padding: '0', boxSizing: 'border-box' },
  '.cm-foldGutter .cm-gutterElement': { width: '16px', padding: '0', cursor: 'pointer' },
  '.cm-foldGutter span': {
    display: 'block',
    padding: '4px 2px',
    lineHeight: 0,
    height: '20px',
    boxSizing: 'border-box',
  },
  '.cm-foldGutter .cm-gutterElement:hover': { color: 'var(--ink)' },

  '.lp-icon': { display: 'block' },
  '.lp-icon path': { strokeWidth: '1.5', fillRule: 'evenodd' },
  '.lp-icon .fill': { fill: 'currentcolor' },
  '.lp-icon .stroke': { fill: 'none', stroke: 'currentcolor' },
  '.lp-icon-problem, .lp-icon-warning': { color: 'var(--problem)' },
  '.lp-icon-note, .lp-icon-ring': { color: 'var(--ink-2)' },
  '.lp-icon-now': { color: 'var(--now)' },
  // The diamond in the flag, as on the track.
  '.lp-icon-hit .fill': { fill: 'var(--now-fill)', stroke: 'var(--now)' },
  '.lp-icon-hit .fill + .fill': { fill: 'var(--on-now)', stroke: 'none' },
  '.lp-marks .lp-icon-diamond': { color: 'var(--ink)' },
  '.lp-icon-square': { color: 'var(--stop)' },

  '.lp-expression': {
    backgroundColor: 'var(--syn-expr-bg)',
    borderRadius: 'var(--r2)',
    margin: '0 -2px',
    padding: '1px 2px',
  },
  '.lp-expression.lp-whole': { whiteSpace: 'pre' },
  '.lp-expr-name': { color: 'var(--syn-name)' },
  '.lp-expr-function': { color: 'var(--syn-func)' },
  '.lp-expr-operator': { color: 'var(--syn-op)' },
  '.lp-expr-number': { color: 'var(--syn-number)' },
  '.lp-expr-string': { color: 'var(--syn-string)' },
  '.lp-expr-keyword': { color: 'var(--syn-keyword)' },
  '.lp-expr-punctuation': { color: 'var(--syn-punct)' },

  '.cm-foldPlaceholder': {
    backgroundColor: 'var(--well)',
    border: 'none',
    borderRadius: 'var(--r1)',
    color: 'var(--ink-2)',
    font: 'inherit',
    margin: '0 2px',
    padding: '1px 4px',
    cursor: 'pointer',
  },
  '.cm-foldPlaceholder:hover': { color: 'var(--ink)' },
  '.cm-matchingBracket, .cm-nonmatchingBracket': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-matchingBracket': {
    backgroundColor: 'transparent',
    outline: '1px solid var(--edge)',
    borderRadius: 'var(--r1)',
  },
  '&.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'transparent' },

  '.lp-row-now': { backgroundColor: 'var(--now-tint)' },
  '.lp-row-problem': { backgroundColor: 'var(--problem-tint)' },
  '.cm-lineNumbers .lp-row-now': { color: 'var(--now-text)', fontWeight: '700' },
  '.lp-marks .lp-row-now': { boxShadow: 'inset 3px 0 var(--now)' },

  '.lp-inlay': { paddingLeft: '3px', color: 'var(--ink-2)', whiteSpace: 'pre', userSelect: 'none' },
  '.lp-inlay b': { fontWeight: '700', color: 'var(--ink)' },
  '.lp-inlay-muted': { color: 'var(--ink-3)' },
  '.lp-dash': { color: 'var(--line-strong)' },

  '.lp-underline-error, .lp-underline-warning, .lp-underline-note': {
    textDecorationLine: 'underline',
    textDecorationThickness: '1px',
    textUnderlineOffset: '5px',
    textDecorationSkipInk: 'none',
  },
  '.lp-underline-error': { textDecorationStyle: 'wavy', textDecorationColor: 'var(--problem)' },
  '.lp-underline-warning': { textDecorationStyle: 'dashed', textDecorationColor: 'var(--problem)' },
  '.lp-underline-note': { textDecorationStyle: 'dotted', textDecorationColor: 'var(--edge)' },
});
