import type { PausePoint } from '../../engine/gate';
import type { RunSnapshot } from '../../worker/api';
import { numbersOf } from '../moment';
import { signOf } from '../parts/status';
import { countText } from '../values';

/** What is said of the run while nobody knows whether there is one. */
export const unread = 'Reading what is stored…';

/** Words after the status flag. `started`: what was stored has been read; `goal`: where a run that goes on will pause. */
export function whyText(snapshot: RunSnapshot | undefined, started: boolean, goal?: PausePoint): string {
  if (!snapshot) return started ? 'nothing has run yet' : unread;
  if (!goal || snapshot.status !== 'running') return snapshot.why;
  const { loop, iteration, step } = goal;
  const numbers = numbersOf({ address: loop, iteration }).map(countText).join(' / ');
  const place = [step === undefined ? '' : `\`${step}\``, numbers && `iteration ${numbers}`].filter(Boolean);
  return `${snapshot.why}, until ${place.join(' in ')}`;
}

/** What the live region says: begins with the status word once there is one, without marks. */
export function statusText(snapshot: RunSnapshot | undefined, started: boolean, goal?: PausePoint): string {
  const { word } = signOf(snapshot?.status, snapshot?.stoppedBy);
  const why = whyText(snapshot, started, goal).replaceAll('`', '');
  return snapshot || started ? `${word} ${why}`.trim() : why;
}
