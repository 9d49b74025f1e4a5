/** Puts the focus on the main button of the run: for when what had it is gone from the page. */
export function focusRun(): void {
  document.querySelector<HTMLElement>('section[aria-label="Run"] .transport .main')?.focus();
}
