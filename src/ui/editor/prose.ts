/** A stretch of a message: plain words, or a name or value to be set in the code font. */
export interface Stretch {
  readonly text: string;
  readonly code: boolean;
}

/** Splits a message at its backticks. A backtick without a partner stays a character. */
export function stretches(message: string): readonly Stretch[] {
  const found: Stretch[] = [];
  let at = 0;
  for (const match of message.matchAll(/`([^`]+)`/g)) {
    if (match.index > at) found.push({ text: message.slice(at, match.index), code: false });
    found.push({ text: match[1] ?? '', code: true });
    at = match.index + match[0].length;
  }
  if (at < message.length) found.push({ text: message.slice(at), code: false });
  return found;
}

/** The message without its backticks, for titles and for assistive technology. */
export function plainText(message: string): string {
  return stretches(message)
    .map((stretch) => stretch.text)
    .join('');
}
