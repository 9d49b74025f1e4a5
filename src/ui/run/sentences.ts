import type { RunSnapshot } from '../../worker/api';
import { signOf } from '../parts/status';

/** What is said of the run while nobody knows whether there is one. */
export const unread = 'Reading what is stored…';

/** Words after the status flag. `started`: what was stored has been read. */
export function whyText(snapshot: RunSnapshot | undefined, started: boolean): string {
  return snapshot ? snapshot.why : started ? 'nothing has run yet' : unread;
}

/** What the live region says: begins with the status word once there is one, without marks. */
export function statusText(snapshot: RunSnapshot | undefined, started: boolean): string {
  const { word } = signOf(snapshot?.status, snapshot?.stoppedBy);
  const why = whyText(snapshot, started).replaceAll('`', '');
  return snapshot || started ? `${word} ${why}`.trim() : why;
}
