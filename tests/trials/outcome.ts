import type { Run, RunRecord } from '../../src/engine/records';
import { isObject, type Json } from '../../src/json/json';

/** How a run ended, as far as it does not depend on when: two runs of a document must not differ in it. */
export interface Outcome {
  /** The last link's run: status, outputs, steps, loops, calls, error and counts. */
  readonly run: Json;
  /** By link that is kept, oldest first: what is never dropped from a journal, without times. */
  readonly links: readonly (readonly Json[])[];
}

/** Records whose steps' ends are told again by the end of their iteration: which of them stay is chance. */
const dropped = new Set<RunRecord['type']>(['step', 'set', 'taken', 'entered', 'called', 'resumed']);
/** Times, and the numbers that the server gives its answers. */
const byChance = new Set(['at', 'ms', 'idle', 'wakeAt', 'serial']);

/** How a run ended, from its last link and the records of the links that are kept, oldest first. */
export function outcomeOf(last: Run, links: readonly (readonly RunRecord[])[]): Outcome {
  return { run: settled(last), links: links.map(canonical) };
}

/** Records without chance; siblings are told one place after the other, as which one is faster is chance too. */
function canonical(records: readonly RunRecord[]): readonly Json[] {
  const kept = records.filter(({ type }) => !dropped.has(type)).map(timeless);
  const places = new Map<string, Json[]>();
  for (const record of kept) {
    const { address = '', index = '' } = isObject(record) ? record : {};
    const place = `${JSON.stringify(address)} ${JSON.stringify(index)}`;
    const there = places.get(place);
    if (there) there.push(record);
    else places.set(place, [record]);
  }
  return [...places].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, there]) => there);
}

function settled({ status, outputs, steps, loops, calls, error, counts }: Run): Json {
  const byPlace = calls.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
  return timeless({
    status,
    outputs,
    steps,
    loops,
    calls: byPlace,
    error,
    counts: { ...counts, resumes: 0 },
  });
}

function placeOf({ address, attempt }: Run['calls'][number]): string {
  return `${address} ${attempt}`;
}

function timeless(value: unknown): Json {
  if (Array.isArray(value)) return value.map(timeless);
  // What came as JSON and is neither a list nor an object is a scalar.
  if (typeof value !== 'object' || value === null) return value as Json;
  const kept = Object.entries(value).filter(([key, member]) => !byChance.has(key) && member !== undefined);
  return Object.fromEntries(kept.map(([key, member]) => [key, timeless(member)]));
}

/** The first place where two outcomes differ, in words; undefined when they are the same. */
export function difference(found: Outcome, expected: Outcome): string | undefined {
  return firstDifference(found, expected, '');
}

function firstDifference(found: unknown, expected: unknown, path: string): string | undefined {
  if (JSON.stringify(found) === JSON.stringify(expected)) return undefined;
  if (typeof found === 'object' && found !== null && typeof expected === 'object' && expected !== null) {
    const [there, wanted] = [Object.entries(found), Object.entries(expected)];
    const names = new Set([...there, ...wanted].map(([name]) => name));
    const [here, should] = [new Map<string, unknown>(there), new Map<string, unknown>(wanted)];
    for (const name of names) {
      const within = firstDifference(here.get(name), should.get(name), `${path}.${name}`);
      if (within !== undefined) return within;
    }
  }
  return `${path}: ${shorten(found)} instead of ${shorten(expected)}`;
}

function shorten(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
