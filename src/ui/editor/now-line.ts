import { RangeSet, StateEffect, StateField, type EditorState, type Extension } from '@codemirror/state';
import { Decoration, EditorView, GutterMarker, gutterLineClass } from '@codemirror/view';
import type { Range } from '../../json/json';
import { presentRange } from './freshness';

/** The line the page is looking at: where a run is, or what failed. */
export interface Now {
  readonly range: Range;
  readonly kind: 'now' | 'problem';
}

/** Moves the mark to the line of a place in the checked text, or takes it away. */
export const setNow = StateEffect.define<Now | undefined>();

const nowField = StateField.define<Now | undefined>({
  create: () => undefined,
  update(now, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setNow)) return effect.value && placed(effect.value, transaction.state);
    }
    if (now === undefined || !transaction.docChanged) return now;
    const from = transaction.changes.mapPos(now.range.from, 1);
    return { ...now, range: { from, to: Math.max(from, transaction.changes.mapPos(now.range.to, -1)) } };
  },
  provide: (field) => [
    EditorView.decorations.compute([field], (state) => {
      const line = nowLine(state);
      return line === undefined ? Decoration.none : Decoration.set(rows[line.kind].range(line.from));
    }),
    gutterLineClass.compute([field], (state) => {
      const line = nowLine(state);
      return line === undefined ? noRows : RangeSet.of(gutterRows[line.kind].range(line.from));
    }),
  ],
});

function placed(now: Now, state: EditorState): Now {
  return { ...now, range: presentRange(state, now.range) };
}

class GutterRow extends GutterMarker {
  override readonly elementClass: string;

  constructor(kind: Now['kind']) {
    super();
    this.elementClass = `lp-row-${kind}`;
  }
}

const rows = {
  now: Decoration.line({ class: 'lp-row-now' }),
  problem: Decoration.line({ class: 'lp-row-problem' }),
};
const noRows = RangeSet.of<GutterMarker>([]);
const gutterRows = {
  now: new GutterRow('now'),
  problem: new GutterRow('problem'),
};

/** Where the marked line begins and what kind of mark it has. */
export function nowLine(
  state: EditorState,
): { readonly from: number; readonly kind: Now['kind'] } | undefined {
  const now = state.field(nowField);
  if (now === undefined) return undefined;
  return { from: state.doc.lineAt(Math.min(now.range.from, state.doc.length)).from, kind: now.kind };
}

/** Tints the line the page is looking at, over the whole width. */
export const nowMark: Extension = nowField;
