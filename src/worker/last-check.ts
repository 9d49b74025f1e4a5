import type { Checked } from './api';

/**
 * The same check, with its last answer remembered: a document that is run has mostly just been checked, and a
 * large one takes a second. The same text gives the very same answer.
 */
export function lastRemembered(
  check: (text: string) => Promise<Checked>,
): (text: string) => Promise<Checked> {
  let last: { readonly text: string; readonly answer: Promise<Checked> } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, answer: check(text) };
    return last.answer;
  };
}
