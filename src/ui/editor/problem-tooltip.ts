import { StateEffect, StateField, type EditorState, type Extension } from '@codemirror/state';
import { EditorView, hoverTooltip, keymap, showTooltip, type Command, type Tooltip } from '@codemirror/view';
import type { Diagnostic, Fix } from '../../workflow/diagnostic';
import { diagnosticsBetween, nextDiagnostic } from './diagnostics';
import { presentRange } from './freshness';
import { iconElement } from './icon-element';
import { plainText, stretches } from './prose';
import { severityIcons } from './severities';

/** Carries out a fix at the place its range has by now, as one step of the history. */
export function fixInView(view: EditorView, fix: Fix): void {
  if (view.state.readOnly) return;
  view.dispatch({
    changes: { ...presentRange(view.state, fix.range), insert: fix.insert },
    userEvent: 'input.fix',
  });
  view.focus();
}

function describe(view: EditorView, diagnostic: Diagnostic): HTMLElement {
  const box = document.createElement('div');
  box.className = 'lp-problem';
  const words = document.createElement('div');
  for (const { text, code } of stretches(diagnostic.message)) {
    const part = document.createElement(code ? 'code' : 'span');
    part.textContent = text;
    words.append(part);
  }
  const name = document.createElement('small');
  name.textContent = diagnostic.code;
  words.append(name);
  for (const fix of view.state.readOnly ? [] : (diagnostic.fixes ?? [])) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = fix.label;
    button.onclick = () => fixInView(view, fix);
    words.append(button);
  }
  box.append(iconElement(severityIcons[diagnostic.severity]), words);
  return box;
}

function tooltipAt(state: EditorState, pos: number, side: number): Tooltip | null {
  const touching = diagnosticsBetween(state, pos, pos).filter(
    ({ from, to }) => from <= pos && to >= pos && (side <= 0 || to > pos) && (side >= 0 || from < pos),
  );
  const first = touching[0];
  if (first === undefined) return null;
  return {
    pos: first.from,
    end: first.to,
    above: false,
    create(view) {
      const dom = document.createElement('div');
      dom.append(...touching.map(({ diagnostic }) => describe(view, diagnostic)));
      return { dom };
    },
  };
}

const setOpened = StateEffect.define<Tooltip | null>();

/** The tooltip that was opened by key: it goes with the next edit, movement or Escape. */
const opened = StateField.define<Tooltip | null>({
  create: () => null,
  update(tooltip, transaction) {
    for (const effect of transaction.effects) if (effect.is(setOpened)) return effect.value;
    return transaction.docChanged || transaction.selection !== undefined ? null : tooltip;
  },
  provide: (field) => showTooltip.from(field),
});

const goToNext: Command = (view) => {
  const next = nextDiagnostic(view.state, view.state.selection.main.from);
  if (next === undefined) return false;
  view.dispatch({
    selection: { anchor: next.from, head: next.to },
    effects: [
      setOpened.of(tooltipAt(view.state, next.from, 1)),
      EditorView.scrollIntoView(next.from, { y: 'center' }),
      EditorView.announce.of(plainText(next.diagnostic.message)),
    ],
    userEvent: 'select',
  });
  return true;
};

/** Shows the problems at a place, or closes them when they are shown. */
export function openProblemsAt(view: EditorView, from: number): void {
  const tooltip = tooltipAt(view.state, from, 1);
  const isOpen = view.state.field(opened)?.pos === tooltip?.pos;
  view.dispatch({ effects: setOpened.of(isOpen ? null : tooltip) });
}

const close: Command = (view) => {
  if (view.state.field(opened) === null) return false;
  view.dispatch({ effects: setOpened.of(null) });
  return true;
};

/** Problems on hover, and one after the other with Ctrl/⌘+Shift+M. */
export const problemTooltips: Extension = [
  hoverTooltip((view, pos, side) => tooltipAt(view.state, pos, side)),
  opened,
  keymap.of([
    { key: 'Mod-Shift-m', run: goToNext, preventDefault: true },
    { key: 'Escape', run: close },
  ]),
];
