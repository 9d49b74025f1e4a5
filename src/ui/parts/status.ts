import type { RunStatus } from '../../engine/records';
import type { IterationRow } from '../../worker/api';
import type { IconName } from './icons';

export type StatusLook = 'ready' | 'now' | 'stop' | 'outlined' | 'problem' | 'grey';

/** Word, mark and look of a status: the same in the status row, the list of runs and the page's title. */
export interface StatusSign {
  readonly word: string;
  readonly icon: IconName | undefined;
  readonly look: StatusLook;
}

/** How a run's status is shown; `undefined`: nothing has run. */
export function signOf(status: RunStatus | undefined, stoppedBy?: string): StatusSign {
  switch (status) {
    case undefined:
      return { word: 'Ready', icon: undefined, look: 'ready' };
    case 'running':
      return { word: 'Running', icon: 'play', look: 'now' };
    case 'paused':
      return { word: 'Paused', icon: 'now', look: 'now' };
    case 'waiting':
      return { word: 'Waiting', icon: 'wait', look: 'now' };
    case 'stopped':
      return { word: 'Stopped', icon: 'hollow', look: 'outlined' };
    case 'failed':
      return { word: 'Failed', icon: 'problem', look: 'problem' };
    case 'continued':
      return { word: 'Continued', icon: 'iteration', look: 'grey' };
    case 'completed':
      if (stoppedBy === 'max') return { word: 'Completed', icon: 'limit', look: 'outlined' };
      return { word: 'Completed', icon: stoppedBy === 'exit' ? 'exit' : 'square', look: 'stop' };
  }
}

/** Whether an iteration whose `until` was not true is the last one all the same: the limit was reached. */
export function endsUntrue({ stop }: Pick<IterationRow, 'stop'>): boolean {
  return stop === 'max' || stop === 'error';
}
