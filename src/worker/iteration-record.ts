import type { RunRecord } from '../engine';
import type { RunError } from '../engine/records';

/** What tells that an iteration or an item has ended. */
export type IterationRecord = Extract<RunRecord, { type: 'iteration' | 'item' }>;

/** Numbers an iteration or an item within its loop. */
export function numberOf(record: IterationRecord): number {
  return record.type === 'iteration' ? record.iteration : record.index;
}

/** Whether a record is the end of this iteration or item of a loop. */
export function isEndOf(record: RunRecord, address: string, number: number): record is IterationRecord {
  return (
    (record.type === 'iteration' || record.type === 'item') &&
    record.address === address &&
    numberOf(record) === number
  );
}

/** Why `until` itself failed in an iteration: it was asked, and gave no answer that counts. */
export function failedCheck(record: RunRecord): RunError | undefined {
  if (record.type !== 'iteration') return undefined;
  const { error, address } = record;
  return error?.address === address && error.path?.at(-1) === 'until' ? error : undefined;
}
