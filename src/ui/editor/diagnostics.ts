import {
  Prec,
  RangeSet,
  StateEffect,
  StateField,
  type EditorState,
  type Extension,
  type Range,
} from '@codemirror/state';
import { Decoration, EditorView } from '@codemirror/view';
import type { Diagnostic, Severity } from '../../workflow/diagnostic';

/** Replaces the problems known about the text. */
export const setDiagnostics = StateEffect.define<readonly Diagnostic[]>();

/** A problem where it is in the text as it is now. */
export interface PlacedDiagnostic {
  readonly from: number;
  readonly to: number;
  readonly diagnostic: Diagnostic;
}

/** A page with more marks than this would be all underline, and slow. */
const mostMarks = 1_000;
const ranks: readonly Severity[] = ['error', 'warning', 'note'];

interface Mark {
  readonly diagnostic: Diagnostic;
}

const marks = StateField.define<RangeSet<Decoration>>({
  create: () => Decoration.none,
  update(known, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setDiagnostics)) return RangeSet.of(marksOf(effect.value, transaction.state), true);
    }
    return transaction.docChanged ? known.map(transaction.changes) : known;
  },
  provide: (field) => Prec.low(EditorView.decorations.from(field)),
});

function marksOf(diagnostics: readonly Diagnostic[], state: EditorState): Range<Decoration>[] {
  const found: Range<Decoration>[] = [];
  for (const diagnostic of diagnostics) {
    if (diagnostic.range === undefined || found.length === mostMarks) continue;
    const { from, to } = visibleRange(state, diagnostic.range.from, diagnostic.range.to);
    if (from === to) continue;
    const mark: Mark = { diagnostic };
    found.push(Decoration.mark({ class: `lp-underline-${diagnostic.severity}`, ...mark }).range(from, to));
  }
  return found;
}

/** A place of no width gets the character after it, at the end of a line the one before it, so that it shows. */
function visibleRange(state: EditorState, from: number, to: number): { from: number; to: number } {
  const start = Math.min(from, state.doc.length);
  const end = Math.min(Math.max(to, start), state.doc.length);
  if (start < end) return { from: start, to: end };
  const line = state.doc.lineAt(start);
  if (start < line.to) return { from: start, to: start + 1 };
  return { from: Math.max(line.from, start - 1), to: start };
}

/** The problems that touch a stretch of the text, the gravest first. */
export function diagnosticsBetween(
  state: EditorState,
  from: number,
  to: number,
): readonly PlacedDiagnostic[] {
  const found: PlacedDiagnostic[] = [];
  state.field(marks).between(from, to, (start, end, decoration) => {
    // A decoration keeps the specification it was made with; ours are all made in this module.
    found.push({ from: start, to: end, diagnostic: (decoration.spec as Mark).diagnostic });
  });
  return found.sort((a, b) => rank(a) - rank(b) || a.from - b.from);
}

/** The first problem after a place, from the beginning again when there is none. */
export function nextDiagnostic(state: EditorState, after: number): PlacedDiagnostic | undefined {
  const all = [...diagnosticsBetween(state, 0, state.doc.length)].sort((a, b) => a.from - b.from);
  return all.find((placed) => placed.from > after) ?? all[0];
}

/** Whether two states know different problems or have them in different places. */
export function diagnosticsDiffer(before: EditorState, after: EditorState): boolean {
  return before.field(marks) !== after.field(marks);
}

function rank(placed: PlacedDiagnostic): number {
  return ranks.indexOf(placed.diagnostic.severity);
}

/** Underlines problems in the text and keeps them at their place while the text changes. */
export const diagnosticMarks: Extension = marks;
