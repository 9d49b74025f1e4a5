import type { PortError } from '../engine';

/** What one run may take up before it fails. */
export interface RunLimits {
  /** Characters of its journal. */
  readonly journal: number;
  /** Characters of its state, as a checkpoint holds it. */
  readonly state: number;
}

/** 2 GiB of journal; 128 MiB of state, a quarter of the longest text that a browser can make. */
export const runLimits: RunLimits = { journal: 2 ** 31, state: 2 ** 27 };

/** The error of a run whose journal has grown too large. */
export function journalTooLarge(limit: number): PortError {
  const message = `this run has stored more than ${sizeText(limit)}; \`continueAsNewEvery\` lets a loop go on in a new one`;
  return { code: 'run/journal-too-large', message };
}

/** The error of a run that keeps more in memory than it may. */
export function stateTooLarge(limit: number): PortError {
  const message = `this run keeps more than ${sizeText(limit)} in memory: variables, and lists such as \`loop.outputs\``;
  return { code: 'run/state-too-large', message };
}

function sizeText(characters: number): string {
  return characters >= 2 ** 30 ? `${characters / 2 ** 30} GiB` : `${Math.ceil(characters / 2 ** 20)} MiB`;
}
