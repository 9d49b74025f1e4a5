import type { Playground } from './playground.svelte';
import { pressBack, pressLine, pressMain, pressStep } from './press';
import { restart, runToCaret } from './state/run-to';

/** A key and what it does, as the list of keys shows it. */
export interface Key {
  readonly keys: string;
  readonly does: string;
}

export const pageKeys: readonly Key[] = [
  { keys: 'Ctrl Enter', does: 'Run, or resume' },
  { keys: 'F8', does: 'Pause or resume' },
  { keys: 'Ctrl F8', does: 'Run to the step of the text cursor' },
  { keys: 'Shift F8', does: 'Restart' },
  { keys: 'F9', does: 'Step' },
  { keys: 'Ctrl F9', does: 'Step iteration' },
  { keys: 'Shift F9', does: 'Back one step' },
  { keys: 'Ctrl Shift F9', does: 'Back one iteration' },
  { keys: 'Alt F9', does: 'Breakpoint at the line of the text cursor: set, or edit' },
  { keys: '?', does: 'This list' },
];

export const regionKeys: readonly Key[] = [
  { keys: 'R', does: 'Run, pause or resume' },
  { keys: 'S', does: 'Step' },
  { keys: 'I', does: 'Step iteration' },
  { keys: 'B', does: 'Back one step' },
  { keys: 'U', does: 'Back one iteration' },
  { keys: 'X', does: 'Stop' },
  { keys: 'T', does: 'Run to the step of the text cursor' },
  { keys: 'J', does: 'Go to an iteration by its number' },
  { keys: 'G', does: 'Go to the run, or to its end' },
  { keys: '0 … 4', does: 'Speed' },
];

export const tableKeys: readonly Key[] = [
  { keys: 'Up, Down', does: 'The iteration before or after' },
  { keys: 'Left, Right', does: 'The step before or after' },
  { keys: 'Home, End', does: 'The first or last iteration' },
  { keys: 'Enter', does: 'Fold or unfold nested loops' },
];

export const treeKeys: readonly Key[] = [
  { keys: 'Up, Down', does: 'The box before or after' },
  { keys: 'Right', does: 'Unfold, or the first box inside' },
  { keys: 'Left', does: 'Fold, or the box around' },
  { keys: 'Home, End', does: 'The first or last box' },
  { keys: 'Enter', does: 'Look at it, and at its place in the text' },
  { keys: 'F', does: 'Show this box alone' },
  { keys: 'Esc', does: 'Show all boxes again' },
];

/** Keys that work everywhere on the page; gives whether it was one of them. */
export function pageKey(playground: Playground, event: KeyboardEvent): void {
  if (event.defaultPrevented || playground.layout.dialog) return;
  const control = event.ctrlKey || event.metaKey;
  const { run } = playground;
  if (event.key === 'Enter' && control) {
    if (!run.isMine || run.snapshot?.status === 'paused') void pressMain(playground);
  } else if (event.key === 'F8' && control) {
    void runToCaret(playground);
  } else if (event.key === 'F8' && event.shiftKey) {
    void restart(playground);
  } else if (event.key === 'F8') {
    if (run.isMine) void pressMain(playground);
  } else if (event.key === 'F9' && event.altKey) {
    pressLine(playground, playground.layout.caret?.offset ?? 0);
  } else if (event.key === 'F9') {
    void (event.shiftKey ? pressBack : pressStep)(playground, control ? 'iteration' : 'step');
  } else if (event.key === '?' && !isTyping(event.target)) {
    playground.layout.dialog = { kind: 'keys' };
  } else return;
  event.preventDefault();
}

/** Single letters, inside the Run region only and never while something is typed. */
export function regionKey(playground: Playground, event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
    return;
  const { run } = playground;
  const acts: Record<string, () => unknown> = {
    r: () => pressMain(playground),
    s: () => pressStep(playground, 'step'),
    i: () => pressStep(playground, 'iteration'),
    b: () => pressBack(playground, 'step'),
    u: () => pressBack(playground, 'iteration'),
    x: () => run.isMine && playground.controls.stop(),
    t: () => runToCaret(playground),
    j: () => (playground.layout.dialog = { kind: 'go-to' }),
    g: () => playground.seek(undefined),
  };
  const act = acts[event.key.toLowerCase()];
  if (act) act();
  else if (/^[0-4]$/.test(event.key)) playground.setSpeed(Number(event.key));
  else return;
  event.preventDefault();
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      (target.matches('input, textarea, select') && !target.matches('[type=radio]')))
  );
}
