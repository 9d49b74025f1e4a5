import type { RunSnapshot } from '../worker/api';
import { signOf } from './parts/status';
import { shortProgress } from './run/progress';

/** Shows the run's state where the page is not seen: in the title of its tab and in its icon. */
export function showOutside(snapshot: RunSnapshot | undefined, name: string): void {
  const sign = signOf(snapshot?.status, snapshot?.stoppedBy);
  document.title = [snapshot ? `${sign.word} ${shortProgress(snapshot)}`.trim() : '', name, 'Loop Playground']
    .filter(Boolean)
    .join(' – ');
  const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]');
  const state = {
    ready: '',
    grey: '',
    now: '-now',
    stop: '-stopped',
    outlined: '-stopped',
    problem: '-problem',
  }[sign.look];
  const href = `./favicon${state}.svg`;
  if (icon && icon.getAttribute('href') !== href) icon.setAttribute('href', href);
}
