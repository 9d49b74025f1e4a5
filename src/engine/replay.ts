import type { JsonObject } from '../json/json';
import { Execution } from './execution';
import { Gate } from './gate';
import type { FitsPort } from './ports';
import type { RunRecord } from './records';
import { Signal } from './signal';
import type { State } from './state';
import type { Asked } from './steps/effect';

/** More records than any replay between two stored groups makes. */
const most = 200_000;

export interface ReplayOptions {
  readonly runId: string;
  readonly seed: string | number;
  readonly answers?: JsonObject;
  readonly fits: FitsPort;
  /** The recorded outcome of an attempt; undefined when none was recorded. Nothing is asked anew. */
  readonly recalled: (address: string, attempt: number) => Asked | undefined;
}

/** What a replay records, in the order of the run, and the body that each record was named with. */
export type Replayed = readonly (readonly [record: RunRecord, body: object | undefined])[];

/**
 * Carries a state on with the answers that were recorded, and gives every record made before the one at which
 * `stop` says so, those that the journal has dropped included. Writes the state, which is of no use afterwards.
 * Times are not those of the run. Undefined: the run did not come by there.
 */
export function replay(
  state: State,
  options: ReplayOptions,
  stop: (record: RunRecord) => boolean,
): Replayed | undefined {
  const made: (readonly [RunRecord, object | undefined])[] = [];
  const turns: Signal[] = [];
  const sleepers = new Set<{ readonly until: number; readonly signal: Signal }>();
  let now = state.lastAt;
  let found = false;
  const never = new Promise<never>(() => undefined);
  const execution = new Execution(
    state,
    {
      model: { ask: () => never },
      code: { run: () => never },
      http: { send: () => never },
      fits: options.fits,
      now: () => now,
      sleep(ms) {
        const sleeper = { until: now + ms, signal: new Signal() };
        sleepers.add(sleeper);
        return { signal: sleeper.signal, cancel: () => sleepers.delete(sleeper) };
      },
      turn() {
        const signal = new Signal(true);
        turns.push(signal);
        return signal;
      },
      record(record, body) {
        if (found) return new Signal();
        found = stop(record);
        if (found || made.length >= most) return new Signal();
        made.push([record, body]);
        return undefined;
      },
      commit() {
        const signal = new Signal();
        signal.settle();
        return signal;
      },
    },
    {
      ...{ runId: options.runId, seed: options.seed, gate: new Gate(4, false), recalled: options.recalled },
      ...(options.answers && { answers: options.answers }),
    },
  );
  // A step that breaks down here broke down in the run too; then there is nothing to find.
  execution.run().catch(() => undefined);
  while (!hasFound() && made.length < most) {
    const turn = turns.shift();
    if (turn) {
      turn.settle();
      continue;
    }
    const [next] = [...sleepers].sort((a, b) => a.until - b.until);
    if (!next) break;
    sleepers.delete(next);
    now = Math.max(now, next.until);
    next.signal.settle();
  }
  execution.abandon();
  return hasFound() ? made : undefined;

  /** Asked by a function, as it is found out while something else is called. */
  function hasFound(): boolean {
    return found;
  }
}
