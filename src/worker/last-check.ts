/**
 * The same question, with its last answer remembered: a document that is run has mostly just been checked, and a
 * large one takes a second. The same text gives the very same answer.
 */
export function lastRemembered<T>(ask: (text: string) => Promise<T>): (text: string) => Promise<T> {
  let last: { readonly text: string; readonly answer: Promise<T> } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, answer: ask(text) };
    return last.answer;
  };
}
