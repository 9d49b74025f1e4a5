import { foldState } from '@codemirror/language';
import {
  StateEffect,
  StateField,
  type ChangeDesc,
  type EditorState,
  type Extension,
  type Range,
} from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';
import type { Explanation, OutlineItem } from '../../worker/api';
import { layOut, markOf, partsToShow, verdictAlone, type BracketLayout } from './brackets';
import { columns } from './columns';
import { presentRange } from './freshness';
import { locate, type Located } from './locate';
import { plainText } from './prose';
import { isPlain, valueText } from './value-text';
import { ValuesWidget } from './values-widget';
import { rowAt } from './visual-row';

/** Replaces the values under conditions; the outline says where the loops' conditions are by now. */
export const setValues = StateEffect.define<{
  readonly explanations: readonly Explanation[];
  readonly outline: readonly OutlineItem[];
}>();

/** Values at their places, and whether the document has more than one loop they may belong to. */
interface Shown {
  readonly all: readonly Located[];
  readonly several: boolean;
}

const valuesField = StateField.define<Shown>({
  create: () => ({ all: [], several: false }),
  update(known, transaction) {
    for (const effect of transaction.effects) {
      if (!effect.is(setValues)) continue;
      const several = effect.value.outline.filter(({ type }) => type === 'loop').length > 1;
      return { all: locateAll(transaction.state, effect.value), several };
    }
    if (!transaction.docChanged) return known;
    return { ...known, all: known.all.flatMap((located) => mapped(located, transaction.changes)) };
  },
});

function locateAll(
  state: EditorState,
  {
    explanations,
    outline,
  }: { readonly explanations: readonly Explanation[]; readonly outline: readonly OutlineItem[] },
): readonly Located[] {
  const length = state.doc.length;
  return explanations.flatMap((explanation) => {
    const until = outline.find((item) => item.id === explanation.loopId)?.until;
    const place = until && presentRange(state, until);
    const located = locate(
      explanation,
      (range) => state.sliceDoc(Math.min(range.from, length), Math.min(range.to, length)),
      place,
    );
    return located === undefined ? [] : [located];
  });
}

/** An edited condition keeps its verdict; its parts are no longer what was evaluated. */
function mapped(located: Located, changes: ChangeDesc): readonly Located[] {
  const from = changes.mapPos(located.from, 1);
  const to = changes.mapPos(located.to, -1);
  if (to <= from) return [];
  if (changes.touchesRange(located.from, located.to) !== false) return [{ ...located, from, to, parts: [] }];
  const shift = from - located.from;
  const parts = located.parts.map((part) => ({ ...part, from: part.from + shift, to: part.to + shift }));
  return [{ ...located, from, to, parts }];
}

function decorationsOf(state: EditorState): DecorationSet {
  const { all, several } = state.field(valuesField);
  const drawn = all.flatMap((located) => draw(state, located, several));
  return Decoration.set(drawn, true);
}

function draw(state: EditorState, located: Located, several: boolean): readonly Range<Decoration>[] {
  const row = rowAt(state, located.from);
  if (row === undefined) return [];
  const { explanation } = located;
  const label = labelOf(explanation, several);
  const verdict = markOf(explanation.answer, false);
  const width = state.field(columns);
  let layout: BracketLayout | undefined;
  const line = state.doc.lineAt(located.from);
  const straight = row.from === line.from && row.length === line.length && row.length <= width;
  if (straight && isPlain(state.sliceDoc(row.from, located.to))) {
    const parts = located.parts.map((part) => ({
      ...part,
      from: part.from - row.from,
      to: part.to - row.from,
    }));
    layout = layOut({ parts, label, left: row.indent, columns: width, verdict });
  }
  layout ??= verdictAlone(
    label,
    Math.min(row.indent, Math.floor(width / 2)),
    verdict,
    valueText(explanation.value),
  );
  const widget = new ValuesWidget(layout, spokenOf(label, located));
  return [Decoration.widget({ widget, block: true, side: 1 }).range(row.to)];
}

const longestName = 12;

/** Several loops are told apart by their ids: `refine 1`. */
function labelOf(explanation: Explanation, several: boolean): string {
  if (!several) return `iteration ${explanation.iteration}`;
  const { loopId } = explanation;
  const name = loopId.length <= longestName ? loopId : `${loopId.slice(0, longestName - 1)}…`;
  return `${name} ${explanation.iteration}`;
}

function spokenOf(label: string, located: Located): string {
  const values = partsToShow(located.parts).map((part) => {
    if (!part.evaluated) return `${part.text} was not looked at`;
    return `${part.text} is ${part.error ?? valueText(part.value)}`;
  });
  const sentence = plainText(located.explanation.sentence);
  return `${label}: ${[sentence, ...values].filter((words) => words !== '').join('; ')}`;
}

/** Brackets with values under conditions, or the verdict alone where brackets have no room. */
export const valuesInText: Extension = [
  valuesField,
  EditorView.decorations.compute([valuesField, columns, foldState, 'doc'], decorationsOf),
];
