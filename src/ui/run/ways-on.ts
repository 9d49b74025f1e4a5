import type { Playground } from '../playground.svelte';
import { restart, runToCaret, stepAtCaret } from '../state/run-to';

/** Something a run can be told, as a menu shows it. */
export interface Way {
  readonly label: string;
  readonly act: () => void;
}

/** What a run can be told besides the buttons there is room for, as far as it would do something now. */
export function waysOn(playground: Playground): readonly Way[] {
  const { run, layout } = playground;
  const step = stepAtCaret(playground);
  return [
    ...(step ? [{ label: `Run to ${step.id}`, act: () => void runToCaret(playground) }] : []),
    ...(run.level ? [{ label: 'Go to iteration…', act: () => (layout.dialog = { kind: 'go-to' }) }] : []),
    ...(run.isMine ? [{ label: 'Restart', act: () => void restart(playground) }] : []),
  ];
}
