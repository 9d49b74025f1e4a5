import type { RunSnapshot } from '../worker/api';
import { signOf } from './parts/status';
import { progressSteps } from './progress-steps';
import { partDone, shortProgress } from './run/progress';

/** A ring follows another after this long at the earliest, ms: nobody reads an icon faster, and each one is fetched. */
const rest = 1000;

/** The run's state where the page is not seen: in the title of its tab and in its icon. */
export class Outside {
  #resting: ReturnType<typeof setTimeout> | undefined;
  #wanted = './favicon.svg';

  /** Shows a run, and how far it has come. */
  show(snapshot: RunSnapshot | undefined, name: string): void {
    const sign = signOf(snapshot?.status, snapshot?.stoppedBy);
    document.title = [
      snapshot ? `${sign.word} ${shortProgress(snapshot)}`.trim() : '',
      name,
      'Loop Playground',
    ]
      .filter(Boolean)
      .join(' – ');
    const state = {
      ready: '',
      grey: '',
      now: '-now',
      stop: '-stopped',
      outlined: '-stopped',
      problem: '-problem',
    }[sign.look];
    const part = snapshot && partDone(snapshot);
    this.#wanted = `./favicon${state}${part === undefined ? '' : `-${Math.min(progressSteps - 1, Math.floor(part * progressSteps))}`}.svg`;
    if (part === undefined) this.#rested();
    else if (this.#resting === undefined) this.#draw();
  }

  close(): void {
    clearTimeout(this.#resting);
  }

  #draw(): void {
    const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]');
    if (!icon || icon.getAttribute('href') === this.#wanted) return;
    icon.setAttribute('href', this.#wanted);
    this.#resting = setTimeout(() => this.#rested(), rest);
  }

  #rested(): void {
    clearTimeout(this.#resting);
    this.#resting = undefined;
    this.#draw();
  }
}
