import type { Playground } from './playground.svelte';
import { pressBack, pressLine, pressMain, pressStep } from './press';
import { restart, runToCaret } from './state/run-to';

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
