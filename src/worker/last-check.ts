/**
 * The same question, with its last answer remembered: a document that is run has mostly just been checked, and a
 * large one takes a second. The same texts give the very same answer.
 */
export function lastRemembered<Asked extends readonly string[], T>(
  ask: (...asked: Asked) => Promise<T>,
): (...asked: Asked) => Promise<T> {
  let last: { readonly asked: Asked; readonly answer: Promise<T> } | undefined;
  return (...asked) => {
    const isSame = last?.asked.length === asked.length && last.asked.every((text, n) => text === asked[n]);
    if (!last || !isSame) last = { asked, answer: ask(...asked) };
    return last.answer;
  };
}
