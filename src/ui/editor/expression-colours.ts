import {
  Prec,
  RangeSet,
  RangeSetBuilder,
  RangeValue,
  StateEffect,
  StateField,
  type Extension,
} from '@codemirror/state';
import {
  Decoration,
  ViewPlugin,
  type DecorationSet,
  type EditorView,
  type ViewUpdate,
} from '@codemirror/view';
import type { Range } from '../../json/json';
import { columns } from './columns';
import { tokensOf, type TokenKind } from './expression-tokens';

/** Says where the document's expressions and `{{ }}` tags are. */
export const setExpressions = StateEffect.define<readonly Range[]>();

class Place extends RangeValue {
  override startSide = 1;
  override endSide = -1;
}
const place = new Place();

const expressions = StateField.define<RangeSet<Place>>({
  create: () => RangeSet.empty,
  update(known, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setExpressions)) return placesOf(effect.value, transaction.state.doc.length);
    }
    return transaction.docChanged ? known.map(transaction.changes) : known;
  },
});

function placesOf(ranges: readonly Range[], length: number): RangeSet<Place> {
  const within = ranges.filter((range) => range.to > range.from && range.to <= length);
  return RangeSet.of(
    within.map((range) => place.range(range.from, range.to)),
    true,
  );
}

const background = Decoration.mark({ class: 'lp-expression' });
/** A short expression moves to the next row as a whole where a line is wrapped. */
const short = 32;
const whole = Decoration.mark({ class: 'lp-expression lp-whole' });
const marks: Readonly<Record<TokenKind, Decoration>> = {
  name: Decoration.mark({ class: 'lp-expr-name' }),
  function: Decoration.mark({ class: 'lp-expr-function' }),
  operator: Decoration.mark({ class: 'lp-expr-operator' }),
  number: Decoration.mark({ class: 'lp-expr-number' }),
  string: Decoration.mark({ class: 'lp-expr-string' }),
  keyword: Decoration.mark({ class: 'lp-expr-keyword' }),
  punctuation: Decoration.mark({ class: 'lp-expr-punctuation' }),
};

type Draw = (view: EditorView, range: Range, builder: RangeSetBuilder<Decoration>) => void;

/** A longer expression than the language allows is left uncoloured. */
const longest = 10_000;

const drawTokens: Draw = (view, range, builder) => {
  if (range.to - range.from > longest) return;
  for (const token of tokensOf(view.state.sliceDoc(range.from, range.to))) {
    builder.add(range.from + token.from, range.from + token.to, marks[token.kind]);
  }
};
const drawBackground: Draw = (view, range, builder) => {
  const room = view.state.field(columns) / 2;
  const mark = range.to - range.from <= Math.min(short, room) ? whole : background;
  builder.add(range.from, range.to, mark);
};

/** Draws only what is on the screen: a large document has more expressions than a page has elements. */
function drawing(draw: Draw): Extension {
  const decorate = (view: EditorView): DecorationSet => {
    const builder = new RangeSetBuilder<Decoration>();
    let drawn = -1;
    for (const visible of view.visibleRanges) {
      view.state.field(expressions).between(visible.from, visible.to, (from, to) => {
        if (from >= drawn) draw(view, { from, to }, builder);
        drawn = Math.max(drawn, to);
      });
    }
    return builder.finish();
  };
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;

      constructor(view: EditorView) {
        this.decorations = decorate(view);
      }

      update(update: ViewUpdate): void {
        const renewed = update.startState.field(expressions) !== update.state.field(expressions);
        const resized = update.startState.field(columns) !== update.state.field(columns);
        if (update.docChanged || update.viewportChanged || renewed || resized)
          this.decorations = decorate(update.view);
      }
    },
    { decorations: (plugin) => plugin.decorations },
  );
}

/** Colours expressions inside of strings: the ground around the string's own colour, the tokens within it. */
export const expressionColours: Extension = [
  expressions,
  Prec.lowest(drawing(drawBackground)),
  Prec.highest(drawing(drawTokens)),
];
