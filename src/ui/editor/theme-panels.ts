import { EditorView } from '@codemirror/view';

const button = {
  appearance: 'none',
  minHeight: 'var(--control)',
  padding: '0 10px',
  border: '1px solid var(--edge)',
  borderRadius: 'var(--r2)',
  background: 'var(--paper)',
  color: 'var(--ink)',
  font: 'var(--text-body)',
  cursor: 'pointer',
};

/** What floats over the text or stands above it: problem tooltips and the search panel. */
export const panelsTheme = EditorView.theme({
  '.cm-tooltip': {
    border: '1px solid var(--line-strong)',
    borderRadius: 'var(--r3)',
    backgroundColor: 'var(--paper)',
    color: 'var(--ink)',
    boxShadow: 'var(--shadow-pop)',
    zIndex: 'var(--z-pop)',
  },
  '.lp-problem': {
    display: 'grid',
    gridTemplateColumns: '12px minmax(0, 1fr)',
    columnGap: '12px',
    maxWidth: 'min(440px, 90vw)',
    padding: '10px 14px 12px 12px',
    font: 'var(--text-body)',
  },
  '.lp-problem + .lp-problem': { borderTop: '1px solid var(--line)' },
  '.lp-problem svg': { marginTop: '4px' },
  '.lp-problem code': { font: 'var(--text-code)', fontFeatureSettings: 'var(--font-features-code)' },
  '.lp-problem small': { display: 'block', font: '400 11px/16px var(--font-code)', color: 'var(--ink-3)' },
  '.lp-problem button': { ...button, margin: '8px 8px 0 0' },

  '.cm-panels, .cm-panels.cm-panels-top, .cm-panels.cm-panels-bottom': {
    backgroundColor: 'var(--chrome)',
    color: 'var(--ink)',
    borderTop: 'none',
    borderBottom: '1px solid var(--line)',
    zIndex: 'var(--z-sticky)',
  },
  '.cm-panel.cm-search, .cm-panel.cm-gotoLine, .cm-dialog': {
    padding: '8px 44px 8px 16px',
    font: 'var(--text-body)',
  },
  '.cm-panel.cm-search [name=close], .cm-dialog .cm-dialog-close': {
    ...button,
    top: '8px',
    right: '8px',
    width: 'var(--control)',
    padding: '0',
    border: 'none',
    background: 'none',
  },
  '.cm-panel.cm-search input, .cm-panel.cm-search button, .cm-panel.cm-search label': {
    margin: '2px 8px 2px 0',
  },
  '.cm-panel.cm-search label': {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '4px',
    height: 'var(--control)',
    font: 'var(--text-body)',
    verticalAlign: 'top',
  },
  // With one cursor there is nothing to select all with.
  '.cm-panel.cm-search [name=select]': { display: 'none' },
  '.cm-panel.cm-search input[type=checkbox]': { accentColor: 'var(--ink)', margin: '0' },
  '.cm-textfield': {
    minHeight: 'var(--control)',
    boxSizing: 'border-box',
    padding: '0 8px',
    border: '1px solid var(--edge)',
    borderRadius: 'var(--r2)',
    backgroundColor: 'var(--paper)',
    color: 'var(--ink)',
    font: 'var(--text-code)',
    verticalAlign: 'top',
  },
  '.cm-button': { ...button, backgroundImage: 'none', verticalAlign: 'top' },
  '.cm-button:active': { backgroundImage: 'none' },
  '.cm-button:hover, .lp-problem button:hover, .cm-panel.cm-search [name=close]:hover': {
    backgroundColor: 'var(--well)',
  },
  'button:focus-visible, input:focus-visible': { outline: 'var(--focus)', outlineOffset: '2px' },
  '.cm-searchMatch': { backgroundColor: 'var(--well)', outline: '1px solid var(--edge)' },
  '.cm-searchMatch.cm-searchMatch-selected': {
    backgroundColor: 'var(--selection)',
    outline: '1px solid var(--ink)',
  },
  '.cm-selectionMatch': { backgroundColor: 'var(--well)' },
});
