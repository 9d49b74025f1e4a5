import type { RunStatus } from '../engine/records';

/** Whether nothing more will happen to a run. */
export function isOver({ status }: { readonly status: RunStatus }): boolean {
  return status === 'completed' || status === 'failed' || status === 'stopped' || status === 'continued';
}
