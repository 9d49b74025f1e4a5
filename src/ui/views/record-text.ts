import type { RunRecord } from '../../engine/records';
import { failedCheck } from '../../worker/iteration-record';
import { counted, durationText, jsonText } from '../values';

/** What a record tells, on one line. */
export function recordText(record: RunRecord): string {
  switch (record.type) {
    case 'run-started':
      return `vars ${jsonText(record.vars)}`;
    case 'resumed':
      return record.reload ? 'after a reload' : `after ${durationText(record.idle)} of rest`;
    case 'forked':
      return record.vars ? `with other values ${jsonText(record.vars)}` : 'all before is of another run';
    case 'entered':
      return entered(record);
    case 'begun':
      return `item ${record.index}`;
    case 'called':
      return `attempt ${record.attempt}, call ${record.call}`;
    case 'attempt':
      return `attempt ${record.attempt}, ${record.error ? record.error.message : jsonText(record.answer)}${record.logs ? `, console: ${record.logs.join(' ')}` : ''}`;
    case 'step':
      return `${record.status ? `${record.status}, ` : ''}${jsonText(record.output)}`;
    case 'set':
      return jsonText(record.values);
    case 'failed':
      return record.error.message;
    case 'taken':
      return `${record.by} leaves ${record.loop}`;
    case 'joined':
      return 'all have ended';
    case 'loop-started':
      return `vars ${jsonText(record.vars)}`;
    case 'iteration':
      return [
        `iteration ${record.iteration}`,
        ...(record.verdict === undefined ? [] : [`until ${jsonText(record.verdict)}`]),
        ...(failedCheck(record) ? [`until failed: ${record.error?.message ?? ''}`] : []),
        ...(record.stop ? [`stopped by ${record.stop}`] : []),
      ].join(', ');
    case 'item':
      return `item ${record.index}, ${record.outcome ?? jsonText(record.outputs)}`;
    case 'loop-ended':
      return `${counted(record.iterations, 'iteration')}, stopped by ${record.stoppedBy}`;
    case 'run-ended':
      return `${record.status}, ${record.error ? record.error.message : jsonText(record.outputs)}`;
  }
}

function entered(record: Extract<RunRecord, { readonly type: 'entered' }>): string {
  if (record.items) return counted(record.items.length, 'item');
  if (record.branch !== undefined) return `branch ${record.branch ?? 'none'}`;
  return record.request === undefined ? '' : jsonText(record.request);
}

/** Where a record belongs; empty for the run itself. */
export function recordAddress(record: RunRecord): string {
  return 'address' in record ? record.address : '';
}

/** Kinds of records in the order of a run, for the filter. */
export const recordTypes = [
  'run-started',
  'resumed',
  'forked',
  'loop-started',
  'entered',
  'begun',
  'called',
  'attempt',
  'step',
  'set',
  'failed',
  'taken',
  'joined',
  'iteration',
  'item',
  'loop-ended',
  'run-ended',
] as const satisfies readonly RunRecord['type'][];
