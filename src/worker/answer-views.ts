import { summarize } from '../engine';
import { readRunFile, runFile } from '../journal/run-file';
import type { Entry } from './entry';
import { measure } from './measure';
import { momentAt, neighbourOf } from './neighbour';
import { forkOf } from './forks';
import { importedRun } from './import-run';
import { pushed } from './news';
import { recordsFrom } from './read-records';
import { rowsOf } from './read-rows';
import { explain, explainRows } from './explain-rows';
import { cellDetail, scopeView } from './run-views';
import { series } from './series';
import type { Views } from './views';

/** The views of a run, each out of its state and its journal. */
export const views: Views = {
  rows: rowsOf,
  async cell(entry, cursor) {
    const moment = await entry.moment(cursor);
    return moment && cellDetail(entry.model, entry.segments, cursor, moment);
  },
  async scope(entry, cursor) {
    const moment = await entry.moment(cursor);
    return moment && pushed({ ...scopeView(cursor, moment), inputs: entry.row.inputs });
  },
  neighbour: neighbourOf,
  momentAt: (entry, loop, iteration, stepId) =>
    momentAt(entry, { address: latestStart(entry, loop), iteration }, stepId),
  async explain(entry, loop, iteration) {
    const explained = await explain(entry, latestStart(entry, loop), iteration);
    return explained && pushed(explained);
  },
  async explainRows(entry, loop, from, count) {
    const rows = await explainRows(entry, latestStart(entry, loop), from, count);
    return rows && pushed(rows);
  },
  series,
  measure,
  records: recordsFrom,
  fork: (engine, journal, entry, program, { point, ...options }, ...rest) => {
    const loop = point.loop === '' ? '' : latestStart(entry, point.loop);
    return forkOf(engine, journal, entry, program, { ...options, point: { ...point, loop } }, ...rest);
  },
  write: runFile,
  read: readRunFile,
  imported: importedRun,
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

/** The address meant by a loop's id (its latest start) or address. */
function latestStart({ state, model }: Entry, loop: string): string {
  if (!model.plan.byId.has(loop)) return loop;
  const starts = [...state.loops.values()].filter(({ id }) => id === loop);
  return starts.at(-1)?.address ?? loop;
}
