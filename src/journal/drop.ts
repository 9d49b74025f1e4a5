import type { RunRecord } from '../engine/records';

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
