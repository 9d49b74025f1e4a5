import '../expression/trace';
import { summarize } from '../engine/summarize';
import { making } from './making';
import { measure } from './measure';
import { momentAt, neighbourOf } from './neighbour';
import { History } from './history';
import { latestStart } from './latest-start';
import { momentOf } from './moment';
import { pushed } from './news';
import { recordsFrom, recordsUpTo } from './read-records';
import { rowsOf } from './read-rows';
import { explain, explainRows } from './explain-rows';
import { cellDetail, scopeView } from './run-views';
import { salvage } from './salvage';
import { series } from './series';
import type { Views } from './views';

/** The views of a run, each out of its state and its journal. */
export const views: Views = {
  open(model) {
    model.open((journal, runId, plan) => new History(journal, runId, plan));
  },
  salvage,
  rows: rowsOf,
  async cell(entry, cursor) {
    const moment = await momentOf(entry, cursor);
    return moment && cellDetail(entry.model, entry.segments, cursor, moment);
  },
  async scope(entry, cursor) {
    const moment = await momentOf(entry, cursor);
    return moment && pushed({ ...scopeView(cursor, moment), inputs: entry.row.inputs });
  },
  neighbour: neighbourOf,
  momentAt: (entry, loop, iteration, stepId) =>
    momentAt(entry, { address: latestStart(entry, loop), iteration }, stepId),
  async explain(entry, loop, iteration, condition) {
    const explained = await explain(entry, latestStart(entry, loop), iteration, condition);
    return explained && pushed(explained);
  },
  async explainRows(entry, loop, from, count, condition) {
    const rows = await explainRows(entry, latestStart(entry, loop), from, count, condition);
    return rows && pushed(rows);
  },
  async making(entry, made) {
    const told = await making(entry, made);
    return told && pushed(told);
  },
  series,
  measure,
  records: recordsFrom,
  recordsUpTo,
  run({ live, row: stored, state, model, status }) {
    const row = live ? live.row() : stored;
    const { id, name, seed, inputs, startedAt, endedAt, continuedFrom } = row;
    const { successor } = stored;
    const head = {
      ...{ id, name, seed, inputs, startedAt, status },
      ...(endedAt !== undefined && { endedAt }),
      ...(continuedFrom !== undefined && { continuedFrom }),
      ...(successor !== undefined && { successor }),
    };
    return pushed(summarize(state, head, model.placeOf));
  },
};
