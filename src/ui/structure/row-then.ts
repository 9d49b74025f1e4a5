import type { Cell, Cursor, IterationRow, OutlineItem } from '../../worker/api';
import { rowUpTo, stepAt, type Level } from '../moment';

/**
 * A row around a moment of the record as it stood then: without the steps, loops and verdict that came later.
 * Rows of other iterations, and that of an iteration whose end is looked at, stay as they are.
 */
export function rowThen(
  row: IterationRow,
  cursor: Cursor | undefined,
  levels: readonly Level[],
  outline: readonly OutlineItem[],
): IterationRow {
  const n = row.address === '' ? -1 : levels.findIndex((level) => isOf(row, level));
  if (!cursor || (n < 0 && row.address !== '')) return row;
  const last = stepAt(levels, n, cursor);
  if (last === undefined) return row;
  const inside = n < levels.length - 1;
  const going = around(last, inside, outline);
  const { cells, ...rest } = rowUpTo(row, last, outline);
  const order = outline.map(({ id }) => id);
  const stillGoing = { ...rest };
  delete stillGoing.stop;
  return {
    ...stillGoing,
    open: true,
    failed: false,
    verdict: { kind: 'not-asked', text: '' },
    cells: Object.fromEntries(Object.entries(cells).map(([id, cell]) => [id, then(cell, going.has(id))])),
    nested: row.nested.filter(({ id }) => order.indexOf(id) <= order.indexOf(last)),
  };
}

function isOf({ address, iteration }: IterationRow, level: Level): boolean {
  return address === level.address && iteration === level.iteration;
}

function then(cell: Cell, going: boolean): Cell {
  return going ? { status: 'running', glance: [], ms: cell.ms } : cell;
}

/** The steps in which the moment lies: those around its last step, and that one when the moment lies `inside` it. */
function around(last: string, inside: boolean, outline: readonly OutlineItem[]): ReadonlySet<string> {
  const parents = new Map(outline.map(({ id, parent }) => [id, parent]));
  const found = new Set<string>(inside ? [last] : []);
  for (let at = parents.get(last); at !== undefined; at = parents.get(at)) found.add(at);
  return found;
}
