import { type Plan, planOf } from '../engine';
import { Places } from '../json/places';
import type { JsonObject } from '../json/json';
import type { Journal, RunRow } from '../journal/journal';
import type { NewRun } from '../journal/rows';
import type { Program } from '../workflow/program';
import type { ForkOptions } from './api';
import type { CheckedHead } from './boot';
import type { Entry } from './entry';
import { openFork } from './fork-run';
import type { ForkReason } from './fork-types';
import { newRunId } from './new-run';

/** A fork that can be stored: its row, and how its journal begins. */
export interface Fork {
  readonly run: NewRun;
  readonly begin: Parameters<Journal['createFrom']>[1];
  readonly copied: NonNullable<Parameters<Journal['createFrom']>[2]>;
}

/** Makes a fork of an open run ready to be stored; the reasons when the document does not fit. Asks nothing anew. */
export async function forkOf(
  journal: Journal,
  { row, model }: Entry,
  program: Program,
  options: ForkOptions,
  head: CheckedHead,
  now: number,
): Promise<Fork | readonly ForkReason[]> {
  const { point, text, variables, answers, speed, paused, origins, owner } = options;
  const inputs = {
    ...row.inputs,
    ...changed(model.program.workflow.inputs ?? {}, head.inputs),
    ...options.inputs,
  };
  const plan: Plan = planOf(program, inputs, row.seed);
  const opening = await openFork(journal, row, model.plan, point, {
    plan,
    ...(variables && { variables }),
  });
  if (!('last' in opening)) {
    const places = new Places(text, program.places);
    return opening.map((reason) => {
      const range = reason.path.length > 0 ? places.locate(reason.path) : undefined;
      return { ...reason, ...(range && { range }) };
    });
  }
  const id = newRunId();
  const all = row.answers || answers ? { ...row.answers, ...answers } : undefined;
  const { state, last, segments, checkpoints } = opening;
  const run: NewRun = {
    id,
    name: head.name,
    text,
    semantics: head.semantics,
    seed: row.seed,
    inputs,
    ...(all && { answers: all }),
    ...(origins && { origins }),
    ...(owner !== undefined && { owner }),
    status: paused === true ? 'paused' : 'running',
    why: '',
    counts: { ...state.counts },
    speed: speed ?? row.speed,
    startedAt: now,
    updatedAt: now,
    generation: 0,
    chain: id,
    forkOf: placeIn(row, options),
  };
  return { run, begin: [last], copied: { runId: row.id, count: segments, checkpoints } };
}

function placeIn(row: RunRow, { point }: ForkOptions): NonNullable<RunRow['forkOf']> {
  const { loop, iteration, step } = point;
  return { run: row.id, number: row.number, loop, iteration, ...(step !== undefined && { step }) };
}

/** Inputs that the edited document gives other values than the run's document did. */
function changed(before: JsonObject, after: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(after).filter(([name, value]) => JSON.stringify(before[name]) !== JSON.stringify(value)),
  );
}
