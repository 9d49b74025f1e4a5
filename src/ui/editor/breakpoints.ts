import { StateEffect, StateField, type EditorState, type Extension } from '@codemirror/state';
import { presentRange } from './freshness';

/** A breakpoint in the gutter: at the line of an offset in the checked text, with words for its tooltip. */
export interface BreakpointMark {
  readonly offset: number;
  readonly title: string;
}

/** Replaces all breakpoints. */
export const setBreakpoints = StateEffect.define<readonly BreakpointMark[]>();

const marks = StateField.define<readonly BreakpointMark[]>({
  create: () => [],
  update(known, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setBreakpoints)) return effect.value.map((mark) => placed(mark, transaction.state));
    }
    if (!transaction.docChanged) return known;
    return known.map((mark) => ({ ...mark, offset: transaction.changes.mapPos(mark.offset) }));
  },
});

function placed(mark: BreakpointMark, state: EditorState): BreakpointMark {
  return { ...mark, offset: presentRange(state, { from: mark.offset, to: mark.offset }).from };
}

/** The breakpoint of a line, if it has one. */
export function breakpointBetween(state: EditorState, from: number, to: number): BreakpointMark | undefined {
  return state.field(marks).find(({ offset }) => offset >= from && offset <= to);
}

/** Whether the gutter has to be drawn anew. */
export function breakpointsDiffer(before: EditorState, after: EditorState): boolean {
  return before.field(marks) !== after.field(marks);
}

/** Keeps breakpoints at their lines while the text changes. */
export const breakpointMarks: Extension = marks;
