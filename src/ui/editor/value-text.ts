import type { Json } from '../../json/json';

/** Longest value written under or beside the text, in characters. */
export const longestValue = 24;

/**
 * Writes a value as JSON on one line, at most `longest` characters, the rest as `…`. Absent is `undefined`.
 * Costs no more than the characters it shows, however large the value is.
 */
export function valueText(value: Json | undefined, longest = longestValue): string {
  if (value === undefined) return 'undefined';
  if (typeof value === 'string') {
    const whole = JSON.stringify(value.slice(0, longest));
    if (value.length <= longest && whole.length <= longest) return whole;
    return `${trimEscape(whole.slice(0, longest - 2))}…"`;
  }
  const text = pieces(value, longest + 1);
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

/** A cut must not leave half of an escape behind. */
function trimEscape(text: string): string {
  return text.replace(/\\(?:u[0-9a-f]{0,3})?$/, '');
}

function pieces(value: Json, budget: number): string {
  if (value === null || typeof value !== 'object') {
    return JSON.stringify(typeof value === 'string' ? value.slice(0, budget) : value);
  }
  const list = Array.isArray(value);
  const entries = list ? value.entries() : Object.entries(value);
  let text = list ? '[' : '{';
  let first = true;
  for (const [key, item] of entries) {
    if (!first) text += ',';
    first = false;
    if (!list) text += `${JSON.stringify(key)}:`;
    if (text.length >= budget) return text;
    // Json is a closed union, but narrowing by Array.isArray loses it for readonly lists.
    text += pieces(item as Json, budget - text.length);
    if (text.length >= budget) return text;
  }
  return text + (list ? ']' : '}');
}

/** Columns a text takes in the code font; wide scripts count two. */
export function cells(text: string): number {
  let count = 0;
  for (const character of text)
    count += (character.codePointAt(0) ?? 0) >= 0x1100 && isWide(character) ? 2 : 1;
  return count;
}

function isWide(character: string): boolean {
  return /[\p{sc=Han}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}\p{Emoji_Presentation}\u3000-\u303f\uff00-\uffef]/u.test(
    character,
  );
}

/** Whether every character is one column wide in the code font, so that columns are places on the screen. */
export function isPlain(text: string): boolean {
  return /^[ -~\u00a1-\u00ac\u00ae-\u017f\u2010-\u2027\u2030-\u203a]*$/.test(text);
}
