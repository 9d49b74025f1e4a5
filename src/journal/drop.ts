import type { RunRecord } from '../engine/records';

/**
 * Whether the end of the iteration around it may make a record superfluous. What was paid for, what
 * failed, and where loops began and ended is kept for good.
 */
export function isFleeting(record: RunRecord): boolean {
  switch (record.type) {
    case 'step':
      return record.error === undefined;
    case 'set':
    case 'taken':
    case 'entered':
    case 'called':
      return true;
    case 'run-started':
    case 'resumed':
    case 'begun':
    case 'attempt':
    case 'failed':
    case 'joined':
    case 'loop-started':
    case 'iteration':
    case 'item':
    case 'loop-ended':
    case 'run-ended':
      return false;
  }
}

/** Whether a record is of a step under `prefix` (`loop[3]/`) and not of a loop further in. */
export function isDirectlyIn(record: RunRecord, prefix: string): boolean {
  return (
    'address' in record &&
    record.address.startsWith(prefix) &&
    record.address.indexOf('/', prefix.length) === -1
  );
}

/** Whether all a fleeting record says is said again: for a call, by its attempt in the same group. */
export function isSpent(
  record: RunRecord,
  group: readonly (RunRecord | undefined)[],
  position: number,
): boolean {
  if (record.type !== 'called') return true;
  for (let at = position + 1; at < group.length; at += 1) {
    const later = group[at];
    if (later?.type === 'attempt' && later.address === record.address && later.attempt === record.attempt) {
      return true;
    }
  }
  return false;
}
