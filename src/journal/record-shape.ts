import type { RunRecord } from '../engine/records';
import { isObject } from '../json/json';

/** An address has an end, as one is walked along part by part. */
const longestAddress = 10_000;

const kinds = {
  address: ['text', (value) => typeof value === 'string' && value.length <= longestAddress],
  text: ['text', (value) => typeof value === 'string'],
  // A file can hold 1e999, which reads as a number without end.
  ms: ['a number', Number.isFinite],
  count: ['a whole number of at least 0', (value) => Number.isSafeInteger(value) && Number(value) >= 0],
  map: ['an object', isObject],
} satisfies Readonly<Record<string, readonly [says: string, fits: (value: unknown) => boolean]>>;

type Kind = keyof typeof kinds;

/** What each type of record must have at least for reading it not to go astray. */
const shapes: { readonly [T in RunRecord['type']]: Readonly<Record<string, Kind>> } = {
  'run-started': { vars: 'map' },
  resumed: { idle: 'ms' },
  forked: {},
  entered: { address: 'address' },
  begun: { address: 'address', index: 'count' },
  called: { address: 'address', attempt: 'count' },
  attempt: { address: 'address', attempt: 'count', ms: 'ms' },
  step: { address: 'address', ms: 'ms' },
  set: { address: 'address', values: 'map', ms: 'ms' },
  failed: { address: 'address', error: 'map', ms: 'ms' },
  taken: { address: 'address', by: 'text', loop: 'text', ms: 'ms' },
  joined: { address: 'address' },
  'loop-started': { address: 'address', vars: 'map' },
  iteration: { address: 'address', iteration: 'count', ms: 'ms', outputs: 'map', steps: 'map' },
  item: { address: 'address', index: 'count', ms: 'ms', outputs: 'map', steps: 'map' },
  'loop-ended': { address: 'address', iterations: 'count', stoppedBy: 'text', ms: 'ms' },
  'run-ended': { status: 'text' },
};

/** What is wrong with a value as a record, in words that follow its place; what is in its parts is not looked at. */
export function wrongInRecord(value: unknown): string | undefined {
  if (!isObject(value)) return 'must be an object';
  const { type } = value;
  if (typeof type !== 'string' || !isType(type)) return `has an unknown "type" ${shown(type)}`;
  if (!kinds.ms[1](value.at)) return 'must have the time "at" as a number';
  const shape = shapes[type];
  for (const name in shape) {
    const [says, fits] = kinds[shape[name] ?? 'map'];
    if (!fits(value[name])) return `must have "${name}" as ${says}`;
  }
  return isTraced(value.steps) ? undefined : 'must say of each step how long it took';
}

/** Whether a value read back is a record. */
export function isRecord(value: unknown): value is RunRecord {
  return wrongInRecord(value) === undefined;
}

function isType(type: string): type is RunRecord['type'] {
  return Object.hasOwn(shapes, type);
}

function shown(type: unknown): string {
  return type === undefined ? 'none' : JSON.stringify(type).slice(0, 40);
}

/** How the steps of an iteration went, or nothing at all. */
function isTraced(steps: unknown): boolean {
  if (!isObject(steps)) return steps === undefined;
  for (const id in steps) {
    const trace = steps[id];
    if (!isObject(trace) || !kinds.ms[1](trace.ms)) return false;
  }
  return true;
}
