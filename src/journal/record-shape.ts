import type { RunRecord } from '../engine/records';
import { isObject } from '../json/json';

type Kind = 'text' | 'number' | 'map';

/** What each type of record must have at least for reading it not to go astray. */
const shapes: { readonly [T in RunRecord['type']]: Readonly<Record<string, Kind>> } = {
  'run-started': { vars: 'map' },
  resumed: { idle: 'number' },
  forked: {},
  entered: { address: 'text' },
  begun: { address: 'text', index: 'number' },
  called: { address: 'text', attempt: 'number' },
  attempt: { address: 'text', attempt: 'number', ms: 'number' },
  step: { address: 'text', ms: 'number' },
  set: { address: 'text', values: 'map', ms: 'number' },
  failed: { address: 'text', error: 'map', ms: 'number' },
  taken: { address: 'text', by: 'text', loop: 'text', ms: 'number' },
  joined: { address: 'text' },
  'loop-started': { address: 'text', vars: 'map' },
  iteration: { address: 'text', iteration: 'number', ms: 'number', outputs: 'map', steps: 'map' },
  item: { address: 'text', index: 'number', ms: 'number', outputs: 'map', steps: 'map' },
  'loop-ended': { address: 'text', iterations: 'number', stoppedBy: 'text', ms: 'number' },
  'run-ended': { status: 'text' },
};

/** Whether a value read back has the parts that its type of record has; what is in them is not looked at. */
export function isRecord(value: unknown): value is RunRecord {
  if (!isObject(value) || typeof value.at !== 'number') return false;
  const { type } = value;
  if (typeof type !== 'string' || !isType(type)) return false;
  const shape = shapes[type];
  for (const name in shape) if (!isKind(value[name], shape[name])) return false;
  return isTraced(value.steps);
}

function isType(type: string): type is RunRecord['type'] {
  return Object.hasOwn(shapes, type);
}

function isKind(value: unknown, kind: Kind | undefined): boolean {
  if (kind === 'map') return isObject(value);
  return kind === 'text' ? typeof value === 'string' : typeof value === 'number';
}

/** How the steps of an iteration went: an object for each, or nothing at all. */
function isTraced(steps: unknown): boolean {
  if (!isObject(steps)) return steps === undefined;
  for (const id in steps) if (!isObject(steps[id])) return false;
  return true;
}
