import type { IterationRow, LoopView, OutlineItem } from '../../worker/api';
import { isTransparent } from '../moment';

/** A column of the iterations table: one step of a loop. */
export interface Column {
  readonly stepId: string;
  /** Loop whose rows fill it. */
  readonly loopId: string;
  /** Step ids from the loop that shares the page, as addresses are written: `refine / write`. */
  readonly name: string;
  /** Loops around it, outermost first. */
  readonly loops: readonly string[];
}

/** One column a step, in document order. With one loop at the root its name is left out. */
export function columnsOf(outline: readonly OutlineItem[]): readonly Column[] {
  const byId = new Map(outline.map((item) => [item.id, item]));
  const roots = rootLoops(outline);
  return outline
    .filter((item) => item.rows !== undefined && !isTransparent(item) && !isLoop(item))
    .map((item) => {
      const loops = loopsAround(item, byId);
      const named = roots.length > 1 ? loops : loops.slice(1);
      return { stepId: item.id, loopId: item.rows ?? '', name: [...named, item.id].join(' / '), loops };
    });
}

/** Loops that lie in no other loop. */
export function rootLoops(outline: readonly OutlineItem[]): readonly OutlineItem[] {
  return outline.filter((item) => isLoop(item) && item.rows === undefined);
}

function isLoop(item: OutlineItem): boolean {
  return item.type === 'loop' || item.type === 'foreach';
}

function loopsAround(item: OutlineItem, byId: ReadonlyMap<string, OutlineItem>): readonly string[] {
  const loops: string[] = [];
  let rows = item.rows;
  while (rows !== undefined && !loops.includes(rows)) {
    loops.unshift(rows);
    rows = byId.get(rows)?.rows;
  }
  return loops;
}

/** What a row shows in the columns of a loop nested in its own: the tally first, then what stopped it. */
export function nestedAt(
  row: IterationRow,
  column: Column,
  columns: readonly Column[],
): { readonly loop: LoopView; readonly part: 'tally' | 'stop' | 'both' } | undefined {
  const loop = row.nested.find((one) => column.loops.includes(one.id));
  if (!loop) return undefined;
  const own = columns.filter((one) => one.loops.includes(loop.id));
  const at = own.indexOf(column);
  if (at === 0) return { loop, part: own.length === 1 ? 'both' : 'tally' };
  return at === 1 ? { loop, part: 'stop' } : undefined;
}

/** What a table has besides a column for each step. */
export interface TableShape {
  /** Loops lie in loops: rows are indented and say what became of them. */
  readonly deep: boolean;
  /** Ids of loops stand before the numbers: there are several at the root. Longest of them, in characters. */
  readonly named: number;
  /** Something is asked or can stop a loop early. */
  readonly verdicts: boolean;
  /** Bars show what took how long. */
  readonly times: boolean;
}

/** What the table of a document needs; `times`: whether there is room for bars. */
export function shapeOf(outline: readonly OutlineItem[], times: boolean): TableShape {
  const roots = rootLoops(outline);
  const deep = outline.some((item) => isLoop(item) && item.rows !== undefined);
  return {
    deep,
    named: roots.length > 1 ? Math.max(...roots.map((root) => root.id.length)) : 0,
    verdicts: outline.some(
      (item) => item.type === 'exit' || (item.type === 'loop' && (item.until ?? item.limit)),
    ),
    times: times && !deep,
  };
}

/** How the columns share the width: by what they have to say, between a word and a line. */
export function gridOf(
  columns: readonly Column[],
  widths: ReadonlyMap<string, number>,
  shape: TableShape,
): string {
  const steps = columns.map((column) => {
    const said = Math.min(36, Math.max(widths.get(column.stepId) ?? 8, Math.min(24, column.name.length), 6));
    return `minmax(${Math.min(88, 24 + said * 7)}px, ${said}fr)`;
  });
  const { deep, named, verdicts, times } = shape;
  const first = (deep ? 76 : 52) + Math.round(Math.min(20, named) * 7.3);
  return [
    `${first}px`,
    ...steps,
    ...(verdicts ? ['80px'] : []),
    ...(deep ? ['76px'] : []),
    ...(times ? ['84px'] : []),
    '48px',
  ].join(' ');
}
