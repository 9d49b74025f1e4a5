import type { ProblemList } from './problem';

/** Passes over what stands between the parts of a text: white space, and what was meant as such. */
export class Spaces {
  private readonly text: string;
  private readonly list: ProblemList;

  constructor(text: string, list: ProblemList) {
    this.text = text;
    this.list = list;
  }

  /** Where the next part begins; comments and other kinds of space on the way are problems. */
  skip(from: number): number {
    const { text } = this;
    let at = from;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === 32 || code === 10 || code === 13 || code === 9) at++;
      else if (code === 47 && /[/*]/.test(text.charAt(at + 1))) at = this.comment(at);
      else if ((code < 32 || code > 126) && /\s/.test(text.charAt(at))) at = this.oddSpace(at);
      else return at;
    }
  }

  private comment(from: number): number {
    const isLine = this.text.charAt(from + 1) === '/';
    const end = isLine ? this.lineEnd(from) : this.text.indexOf('*/', from + 2) + 2;
    const to = end < from + 2 ? this.text.length : end;
    this.list.error('json/comment', 'JSON has no comments.', { from, to }, ['Remove the comment', '']);
    return to;
  }

  private lineEnd(from: number): number {
    const end = this.text.indexOf('\n', from);
    return end < 0 ? this.text.length : end;
  }

  private oddSpace(from: number): number {
    let to = from + 1;
    while (to < this.text.length && /[^\S \t\r\n]/.test(this.text.charAt(to))) to++;
    const message = 'This kind of white space does not belong to JSON.';
    this.list.error('json/white-space', message, { from, to }, ['Replace it with a space', ' ']);
    return to;
  }
}
