import { expect } from 'vitest';
import type { Run, RunRecord, State } from '../../src/engine';
import { isObject } from '../../src/json/json';
import { Group } from '../../src/journal/group';
import { recordsOf } from '../../src/journal/records-of';
import {
  canonical,
  drive,
  fold,
  type Link,
  planFor,
  runChain,
  type RunResult,
  runOf,
  successorsOf,
  throughCheckpoint,
} from './harness';

/** Cuts one link of a chain after `k` records: it and all that follow it end as they did without. */
export async function expectSameChainAfterCut(
  text: string,
  chain: readonly Link[],
  link: number,
  k: number,
): Promise<void> {
  const whole = chain[link]!;
  const ends = await expectSameAfterCut(text, k, whole, whole.start);
  const before = chain.slice(link + 1);
  for (const state of ends) {
    const after = await successorsOf(state);
    expect({ link, k, rest: after.map(told(text)) }).toEqual({ link, k, rest: before.map(told(text)) });
  }
}

const told =
  (text: string) =>
  ({ records, run }: RunResult): unknown => ({ records: orderFor(text)(records), run: settled(run) });

/** Every link of the chain, cut after every record. */
export async function expectSameChainCutAnywhere(text: string): Promise<readonly Link[]> {
  const chain = await runChain(text);
  for (const [link, { records }] of chain.entries())
    for (let k = 0; k < records.length; k++) await expectSameChainAfterCut(text, chain, link, k);
  return chain;
}

/**
 * Continues after `k` records and compares with never having stopped: from the folded records, through a
 * checkpoint, and from the records that the journal keeps of each iteration that has ended. `start` is the
 * checkpoint the run began from, if any. Gives the states in which they ended.
 */
async function expectSameAfterCut(
  text: string,
  k: number,
  whole: RunResult,
  start: string | undefined,
): Promise<readonly State[]> {
  const ends: State[] = [];
  const order = orderFor(text);
  const before = whole.records.slice(0, k);
  for (const way of ['folded', 'checkpoint', 'dropped'] as const) {
    const plan = planFor(text);
    const folded = fold(plan, way === 'dropped' ? stored(before, whole.bodies) : before, start);
    const state = way === 'checkpoint' ? throughCheckpoint(folded) : folded;
    const after: RunRecord[] = [];
    if (!state.ending) await drive(state, {}, after);
    expect({ way, k, records: order([...before, ...after]) }).toEqual({
      way,
      k,
      records: order(whole.records),
    });
    expect({ way, k, run: settled(runOf(state)) }).toEqual({ way, k, run: settled(whole.run) });
    ends.push(state);
  }
  return ends;
}

export function orderFor(text: string): (records: readonly RunRecord[]) => unknown {
  return /"type": ?"(?:parallel|foreach)"/.test(text) ? bySibling : inOrder;
}

const inOrder = (records: readonly RunRecord[]): unknown => canonical(records);

/** Which of two siblings is faster is a matter of time; each of them alone does the same things in the same order. */
function bySibling(records: readonly RunRecord[]): unknown {
  const places = new Map<string, unknown[]>();
  for (const record of canonical(records)) {
    const { address = '', index = '' } = isObject(record) ? record : {};
    const place = `${JSON.stringify(address)} ${JSON.stringify(index)}`;
    places.set(place, [...(places.get(place) ?? []), record]);
  }
  return [...places].sort(([a], [b]) => (a < b ? -1 : 1));
}

export function settled(run: Run): Run {
  const key = ({ address, attempt }: Run['calls'][number]): string => `${address} ${attempt}`;
  return { ...run, calls: run.calls.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)) };
}

/** What the journal would hold of records that were all written in one group. */
function stored(records: readonly RunRecord[], bodies: RunResult['bodies']): RunRecord[] {
  const group = new Group();
  for (const record of records) group.add(record, bodies.get(record));
  return [...recordsOf({ n: 0, first: 0, ...group.take() })];
}
