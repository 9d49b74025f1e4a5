import { foldState } from '@codemirror/language';
import {
  RangeSetBuilder,
  StateEffect,
  StateField,
  type EditorState,
  type Extension,
} from '@codemirror/state';
import { Decoration, EditorView, WidgetType, type DecorationSet } from '@codemirror/view';
import { columns } from './columns';
import { presentRange } from './freshness';
import { longestValue } from './value-text';
import { cutTo, roomAfter, rowAt } from './visual-row';

/**
 * A value at the end of a line. `strong` is the part of the text that is set in bold, `muted` the whole in grey,
 * `title` says what it means.
 */
export interface Inlay {
  readonly offset: number;
  readonly text: string;
  readonly strong?: string;
  readonly muted?: boolean;
  readonly title?: string;
}

/** Replaces the values at the ends of lines; their offsets are in the checked text. */
export const setInlays = StateEffect.define<readonly Inlay[]>();

const inlayField = StateField.define<readonly Inlay[]>({
  create: () => [],
  update(known, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setInlays)) return placed(effect.value, transaction.state);
    }
    if (!transaction.docChanged) return known;
    return known.map((inlay) => ({ ...inlay, offset: transaction.changes.mapPos(inlay.offset, -1) }));
  },
});

function placed(inlays: readonly Inlay[], state: EditorState): readonly Inlay[] {
  const present = inlays.map((inlay) => {
    const { from } = presentRange(state, { from: inlay.offset, to: inlay.offset });
    return { ...inlay, offset: from };
  });
  return present.sort((a, b) => a.offset - b.offset);
}

/** One value a row: what is left of the room after it is too little for a second. */
function decorationsOf(state: EditorState): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  let last = -1;
  for (const inlay of state.field(inlayField)) {
    const row = rowAt(state, Math.min(inlay.offset, state.doc.length));
    if (row === undefined || row.to <= last) continue;
    const text = cutTo(inlay.text, Math.min(longestValue, roomAfter(row, state.field(columns))));
    if (text === undefined) continue;
    last = row.to;
    builder.add(row.to, row.to, Decoration.widget({ widget: new InlayWidget(inlay, text), side: 1 }));
  }
  return builder.finish();
}

class InlayWidget extends WidgetType {
  readonly inlay: Inlay;
  readonly text: string;

  constructor(inlay: Inlay, text: string) {
    super();
    this.inlay = inlay;
    this.text = text;
  }

  override eq(other: InlayWidget): boolean {
    const { strong, muted, title } = this.inlay;
    const same = other.inlay.strong === strong && other.inlay.muted === muted && other.inlay.title === title;
    return same && other.text === this.text;
  }

  override toDOM(): HTMLElement {
    const box = inlayBox(this.inlay.muted === true ? 'lp-inlay-muted' : '');
    const strong = this.inlay.strong ?? '';
    const at = strong === '' ? -1 : this.text.indexOf(strong);
    if (at < 0) {
      box.append(this.text);
    } else {
      const bold = document.createElement('b');
      bold.textContent = strong;
      box.append(this.text.slice(0, at), bold, this.text.slice(at + strong.length));
    }
    const whole = this.text === this.inlay.text ? '' : this.inlay.text;
    box.title = [whole, this.inlay.title ?? ''].filter(Boolean).join('; ');
    return box;
  }
}

/** An empty value at the end of a line: two spaces and the dash that sets it off from the text. */
function inlayBox(kind: string): HTMLElement {
  const box = document.createElement('span');
  box.className = `lp-inlay ${kind}`.trim();
  const dash = document.createElement('span');
  dash.className = 'lp-dash';
  dash.textContent = '  — ';
  box.append(dash);
  return box;
}

/** Values at the ends of lines, cut where the page ends and gone where a fold hides their line. */
export const inlayValues: Extension = [
  inlayField,
  EditorView.decorations.compute([inlayField, columns, foldState, 'doc'], decorationsOf),
];
