import type { Cursor, RunSnapshot } from '../../worker/api';
import { signOf } from '../parts/status';
import type { Level } from '../moment';

/** Words after the status flag. */
export function whyText(snapshot: RunSnapshot | undefined): string {
  return snapshot ? snapshot.why : 'nothing has run yet';
}

/** What the live region says: begins with the status word, without marks. */
export function statusText(snapshot: RunSnapshot | undefined): string {
  const { word } = signOf(snapshot?.status, snapshot?.stoppedBy);
  return `${word} ${whyText(snapshot).replaceAll('`', '')}`.trim();
}

/** Where a person looks who does not look where the run is. */
export function hereText(cursor: Cursor, levels: readonly Level[]): string {
  const place = levels.map((level) => level.iteration).join(' / ');
  return `At iteration ${place}, after \`${cursor.stepId ?? 'until'}\``;
}
