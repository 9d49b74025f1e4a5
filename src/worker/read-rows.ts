import { ranAt } from '../engine';
import type { IterationRow, RowPage, RowQuery } from './api';
import type { Entry } from './entry';
import { RowOrder } from './row-order';
import { openRow, recordedRow, type Standing } from './rows';

/** Most rows given at once. */
const most = 500;

/** The rows asked for: those under way out of the state, the others out of the journal. */
export async function rowsOf(entry: Entry, query: RowQuery): Promise<RowPage> {
  const { model, live } = entry;
  const open = model.openFrames(entry.state);
  const order = new RowOrder(model.index, new Set(query.folded ?? []));
  const count = Math.min(Math.max(0, query.count), most);
  const standing: Standing = {
    ran: live?.execution.ran() ?? ranAt(entry.state, entry.state.lastAt),
    at: live?.at,
    held: live?.gate.held !== false,
    over: entry.state.ending !== undefined,
  };
  if (query.loop === '') {
    return {
      rows: [openRow(model.plan, model.index.document, entry.state.root, standing)],
      ...{ from: 0, total: 1 },
    };
  }
  const { only, loop, around } = query;
  const total = only?.length ?? order.total(loop);
  const from = around
    ? order.indexOf(around.address, around.iteration)
    : Math.max(0, query.last === true ? total - count : query.from);
  if (from === undefined) return { rows: [], from: 0, total };
  const places = only
    ? only.slice(0, most).flatMap((number) => order.slice(Math.max(0, number), 1, loop ?? ''))
    : order.slice(from, count, loop);
  const rows: IterationRow[] = [];
  let flushed = false;
  for (const place of places) {
    const { instance, number } = place;
    const frame = open.get(`${instance.address}[${number}]`);
    if (frame) {
      rows.push(openRow(model.plan, place, frame, standing));
      continue;
    }
    let record = entry.recent.get(instance.address, number);
    if (!record) {
      if (!flushed) await live?.flush();
      flushed = true;
      record = await model.history.iteration(instance.address, number, entry.segments);
    }
    if (record) rows.push(recordedRow(model.plan, place, record));
  }
  return { rows, from, total };
}
