import type { ProblemList } from './problem';

/** Characters that may be removed at once without a second thought. */
const LITTLE = 40;

/** What can be wrong between the values of a text, put in words and given a fix. */
export class Complaints {
  private readonly text: string;
  private readonly list: ProblemList;

  constructor(text: string, list: ProblemList) {
    this.text = text;
    this.list = list;
  }

  empty(): undefined {
    this.list.error('json/empty', 'There is no value here.', { from: 0, to: this.text.length });
  }

  /** More behind the value that began at `start`. Removing it is only offered where hardly anything would be lost. */
  afterEnd(start: number, from: number): void {
    const range = { from, to: this.text.length };
    if (this.text[from] === ':') {
      const name = { from: start, to: from };
      const message = 'This is the name of a field, but no object has begun: `{` is missing before it.';
      this.list.error('json/no-object', message, name, ['Add `{`', '{'], { from: start, to: start });
      return;
    }
    const message = 'The document has ended here; nothing can follow.';
    const isLittle = this.text.slice(from).trim().length <= LITTLE;
    this.list.error('json/after-end', message, range, isLittle ? ['Remove it', ''] : undefined);
  }

  trailingComma(at: number): void {
    const range = { from: at, to: at + 1 };
    this.list.error('json/trailing-comma', 'Nothing follows this comma.', range, ['Remove the comma', '']);
  }

  /** A comma with nothing before it. */
  idleComma(at: number): void {
    const range = { from: at, to: at + 1 };
    this.list.error('json/missing-value', 'There is nothing before this comma.', range, [
      'Remove the comma',
      '',
    ]);
  }

  missingComma(at: number): void {
    const range = { from: at, to: at + 1 };
    const behind = this.endBefore(at);
    this.list.error(
      'json/missing-comma',
      'A comma is missing before this.',
      range,
      ['Add a comma', ','],
      behind,
    );
  }

  missingColon(key: string, from: number, to: number): void {
    const message = `The key ${JSON.stringify(key)} is not followed by a colon.`;
    this.list.error('json/missing-colon', message, { from, to }, ['Add a colon', ':'], { from: to, to });
  }

  missingValue(key: string, from: number, to: number): void {
    this.list.error('json/missing-value', `The key ${JSON.stringify(key)} has no value.`, { from, to });
  }

  unquotedKey(key: string, from: number, to: number): void {
    const quoted = JSON.stringify(key);
    const message = `A key stands in double quotes: \`${quoted}\`.`;
    this.list.error('json/unquoted-key', message, { from, to }, ['Add quotes', quoted]);
  }

  duplicateKey(key: string, from: number, to: number): void {
    const message = `The key ${JSON.stringify(key)} has been given before; this value is the one that counts.`;
    this.list.warning('json/duplicate-key', message, { from, to });
  }

  /** A list or object that should have ended before `at`. */
  unclosed(open: number, at: number): void {
    const bracket = this.text.charAt(open);
    const close = bracket === '[' ? ']' : '}';
    const message = `This \`${bracket}\` is never closed: \`${close}\` is missing.`;
    const behind = this.endBefore(at);
    this.list.error('json/unclosed', message, { from: open, to: open + 1 }, [`Add ${close}`, close], behind);
  }

  unexpected(from: number, to: number): void {
    const message = `\`${this.text.slice(from, Math.min(to, from + 20))}\` is not expected here.`;
    this.list.error('json/unexpected', message, { from, to }, ['Remove it', '']);
  }

  /** The empty range behind what stands before a place. */
  private endBefore(at: number): { readonly from: number; readonly to: number } {
    let end = at;
    while (end > 0 && ' \t\r\n'.includes(this.text.charAt(end - 1))) end--;
    return { from: end, to: end };
  }
}
