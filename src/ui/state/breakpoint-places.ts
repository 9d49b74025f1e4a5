import type { BreakpointAt, OutlineItem } from '../../worker/api';

/** A breakpoint in words: what the run pauses at. */
function breakpointText({ kind, step, condition, variable }: BreakpointAt): string {
  switch (kind) {
    case 'step':
      return `Breakpoint before ${step}${condition === undefined ? '' : `, when ${condition}`}`;
    case 'until':
      return condition === undefined
        ? `Breakpoint when until of ${step} is true`
        : `Breakpoint after a check of ${step}, when ${condition}`;
    case 'error':
      return `Breakpoint on an error in ${step}`;
    case 'variable':
      return `Breakpoint when ${variable ?? ''} changes in ${step}`;
  }
}

/** Where breakpoints stand in the checked text: at `until`, or at the name of their step. Others have no place. */
export function breakpointMarksOf(
  list: readonly BreakpointAt[],
  outline: readonly OutlineItem[],
): { readonly offset: number; readonly title: string }[] {
  return list.flatMap((one) => {
    const item = outline.find(({ id }) => id === one.step);
    if (!item) return [];
    const place = one.kind === 'until' ? (item.until ?? item.name) : item.name;
    return [{ offset: place.from, title: `${breakpointText(one)} – press to change or remove it` }];
  });
}

/** The step a line belongs to, and whether the line is that of a loop's `until`; undefined outside of all steps. */
export function stepOfLine(
  text: string,
  outline: readonly OutlineItem[],
  offset: number,
): { readonly stepId: string; readonly kind: 'step' | 'until' } | undefined {
  const end = text.indexOf('\n', offset);
  const to = end < 0 ? text.length : end;
  const from = text.lastIndexOf('\n', offset - 1) + 1;
  const on = (at: number | undefined): boolean => at !== undefined && at >= from && at <= to;
  const until = outline.find((item) => on(item.until?.from));
  if (until) return { stepId: until.id, kind: 'until' };
  const named = outline.findLast((item) => on(item.name.from));
  const around = outline.findLast(({ range }) => range.from <= to && range.to >= from);
  const item = named ?? around;
  return item && { stepId: item.id, kind: 'step' };
}
