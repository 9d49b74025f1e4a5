import { ranAt } from '../engine';
import type { IterationRow, RowQuery } from './api';
import type { Entry } from './entry';
import type { RowIndex } from './row-index';
import { openRow, recordedRow } from './rows';

/** Most rows given at once. */
const most = 500;

/** The rows asked for: those under way out of the state, the others out of the journal. */
export async function rowsOf(
  entry: Entry,
  query: RowQuery,
): Promise<{ rows: readonly IterationRow[]; total: number }> {
  const { model, live } = entry;
  const open = model.openFrames(entry.state);
  const folded = new Set(query.folded ?? []);
  const count = Math.min(Math.max(0, query.count), most);
  const at = live?.at;
  const ran = live?.execution.ran() ?? ranAt(entry.state, entry.state.lastAt);
  const held = live?.gate.held !== false;
  if (query.loop === '') {
    const { root } = entry.state;
    const step = at?.frame === root ? at.step : undefined;
    return {
      rows: [openRow(model.plan, model.index, model.index.document, root, ran, step, held)],
      total: 1,
    };
  }
  const { only, loop } = query;
  const { places, total } = only
    ? {
        places: only
          .slice(0, most)
          .flatMap((number) => model.index.slice(Math.max(0, number), 1, folded, loop ?? '').places),
        total: only.length,
      }
    : model.index.slice(firstOf(query, model.index, folded, count), count, folded, loop);
  const rows: IterationRow[] = [];
  let flushed = false;
  for (const place of places) {
    const { instance, number } = place;
    const frame = open.get(`${instance.address}[${number}]`);
    if (frame) {
      const step = at?.frame === frame ? at.step : undefined;
      rows.push(openRow(model.plan, model.index, place, frame, ran, step, held));
      continue;
    }
    let record = entry.recent.get(instance.address, number);
    if (!record) {
      if (!flushed) await live?.flush();
      flushed = true;
      record = await model.history.iteration(instance.address, number, entry.segments);
    }
    if (record) rows.push(recordedRow(model.plan, model.index, place, record));
  }
  return { rows, total };
}

function firstOf(
  { from, last, loop }: RowQuery,
  index: RowIndex,
  folded: ReadonlySet<string>,
  count: number,
): number {
  return Math.max(0, last === true ? index.slice(0, 0, folded, loop).total - count : from);
}
