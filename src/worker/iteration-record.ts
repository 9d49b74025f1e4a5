import type { RunRecord } from '../engine';

/** What tells that an iteration or an item has ended. */
export type IterationRecord = Extract<RunRecord, { type: 'iteration' | 'item' }>;

/** Numbers an iteration or an item within its loop. */
export function numberOf(record: IterationRecord): number {
  return record.type === 'iteration' ? record.iteration : record.index;
}
