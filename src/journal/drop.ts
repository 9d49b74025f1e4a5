import type { RunRecord } from '../engine/records';

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
