import { EditorView } from '@codemirror/view';

/** Brackets and values under a condition. Sideways everything is in `ch`, so it stands under its text at any size. */
export const valuesTheme = EditorView.theme({
  '.lp-values': { position: 'relative', margin: '0 4px', userSelect: 'none', cursor: 'default' },
  '.lp-values > span, .lp-values i': { position: 'absolute', whiteSpace: 'pre' },
  '.lp-values i': {
    height: '4px',
    boxSizing: 'border-box',
    border: '1px solid var(--edge)',
    borderTop: 'none',
  },
  '.lp-values i.lp-decides': { border: '1.5px solid var(--ink)', borderTop: 'none' },
  '.lp-value': { lineHeight: '16px', height: '16px', textAlign: 'center', fontWeight: '500' },
  '.lp-value.lp-decides': { fontWeight: '700' },
  '.lp-value.lp-undefined': { color: 'var(--ink-3)' },
  '.lp-value.lp-unseen': { color: 'var(--ink-3)', fontWeight: '400' },
  '.lp-unseen span': { fontFamily: 'var(--font-ui)', fontFeatureSettings: 'var(--font-features-ui)' },
  '.lp-value.lp-failed': { color: 'var(--problem-text)' },
  '.lp-label': { lineHeight: '16px', height: '16px', color: 'var(--ink-3)' },
  '.lp-verdict': { fontWeight: '700', color: 'var(--ink)' },
  '.lp-verdict:is(.lp-stop, .lp-limit)': { color: 'var(--stop-text)' },
  '.lp-verdict.lp-bad': { color: 'var(--problem-text)' },
  '.lp-values svg': { display: 'inline-block', verticalAlign: '-1.5px', marginRight: '1ch' },
  '.lp-spoken': {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});
