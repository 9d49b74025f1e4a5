import type { RunSnapshot } from '../../worker/api';
import { signOf } from '../parts/status';

/** Words after the status flag. */
export function whyText(snapshot: RunSnapshot | undefined): string {
  return snapshot ? snapshot.why : 'nothing has run yet';
}

/** What the live region says: begins with the status word, without marks. */
export function statusText(snapshot: RunSnapshot | undefined): string {
  const { word } = signOf(snapshot?.status, snapshot?.stoppedBy);
  return `${word} ${whyText(snapshot).replaceAll('`', '')}`.trim();
}
