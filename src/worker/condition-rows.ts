import type { RunRecord, State } from '../engine';
import type { CheckTrace } from './check-trace';
import { type Again, askAgain, conditionTrace, traceOf } from './condition';
import type { Entry } from './entry';
import { type IterationRecord, numberOf } from './iteration-record';
import { complete, frameAt, isAfter, type Level, levelsOf, stepIn } from './past-levels';
import { knownOf, type Question } from './question';

/** A question in iterations `from` … `to` of one start of a loop or foreach, in order. */
export async function conditionTraces(
  entry: Entry,
  address: string,
  question: Question,
  from: number,
  to: number,
): Promise<readonly CheckTrace[]> {
  const traces = isInOrder(question) ? [...(await walked(entry, address, question, from, to))] : [];
  // The rest is asked for one by one: it is under way, or lies beside others whose records come in any order.
  for (let iteration = from + traces.length; iteration <= to; iteration++) {
    const trace = await conditionTrace(entry, address, iteration, question);
    if (trace) traces.push(trace);
  }
  return traces;
}

/** Whether records of the body, and of what comes before the step in it, stand in the order of the document. */
function isInOrder({ step }: Question): boolean {
  const { owner } = step.frame;
  const apart = owner?.type === 'foreach' && owner.parallel > 0;
  return owner !== undefined && !apart && step.branches.length === 0;
}

/** The iterations that have ended, each record folded once. */
async function walked(
  { model, segments }: Entry,
  address: string,
  question: Question,
  from: number,
  to: number,
): Promise<readonly CheckTrace[]> {
  const { step } = question;
  const { history } = model;
  const bodies: (readonly Level[])[] = [];
  for (let iteration = from; iteration <= to; iteration++) {
    const levels = levelsOf(model, { address, iteration }, step, true);
    for (const level of levels)
      if (level.address !== '') level.record = await history.iteration(level.address, level.number, segments);
    if (!levels.at(-1)?.record) break;
    bodies.push(levels);
  }
  const traces: CheckTrace[] = [];
  if (bodies.length === 0) return traces;
  let again: Again | undefined;
  let state: State | undefined;
  await history.walk(address, from, from + bodies.length - 1, segments, {
    comes(now, record) {
      state = now;
      const levels = bodies[traces.length];
      const last = levels?.at(-1);
      if (again || !levels || !last?.record || !isBehind(now, last, record)) return;
      for (const level of levels) complete(now, level, undefined);
      const frame = frameAt(now, last);
      const began = last.record.steps[step.id];
      if (frame) again = askAgain(now, frame, question, began && last.record.at + began.at);
    },
    ended(frame, record) {
      if (state)
        traces.push(traceOf(question, numberOf(record), knownOf(question, { state, frame, record }), again));
      again = undefined;
    },
  });
  return traces;
}

/** Whether a record comes after the step in question: it tells of it or of a later one, or that the body has ended. */
function isBehind(state: State, last: Level, record: RunRecord): boolean {
  if (!('address' in record)) return false;
  if (isEnd(record) && record.address === last.address) return numberOf(record) === last.number;
  const step = stepIn(state, last, record.address);
  return step !== undefined && isAfter(last, step, record);
}

function isEnd(record: RunRecord): record is IterationRecord {
  return record.type === 'iteration' || record.type === 'item';
}
