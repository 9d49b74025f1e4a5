import type { Path, Range } from './json';
import { escapeLength } from './string-reader';

/** Numbers kept for each value: its range, the node after it and all it holds, and the range of its key. */
const STRIDE = 5;

/**
 * Where every value of a text stands, in one flat list in the order of the text. Written while parsing;
 * the children of a list or object are looked up when they are first asked for.
 */
export class Places {
  private readonly text: string;
  private cells = new Int32Array(1024 * STRIDE);
  private length = 0;
  private readonly unusualKeys = new Map<number, string>();
  private readonly children = new Map<number, Map<string | number, number>>();

  constructor(text: string) {
    this.text = text;
  }

  /** The node that the next value will have. */
  size(): number {
    return this.length;
  }

  /** Begins a value; `keyFrom` -1 when it is no member. Gives its node. */
  open(from: number, keyFrom: number, keyTo: number): number {
    const node = this.length;
    if (node === this.cells.length) {
      const larger = new Int32Array(node * 2);
      larger.set(this.cells);
      this.cells = larger;
    }
    this.cells[node] = from;
    this.cells[node + 3] = keyFrom;
    this.cells[node + 4] = keyTo;
    this.length = node + STRIDE;
    return node;
  }

  /** Notes a member's key that is not simply what stands between its quotes. */
  nameKey(node: number, key: string): void {
    this.unusualKeys.set(node, key);
  }

  close(node: number, to: number): void {
    this.cells[node + 1] = to;
    this.cells[node + 2] = this.length;
  }

  /** The range of the value at a path with its quotes, or of its key; `undefined` where there is none. */
  locate(path: Path, part: 'value' | 'key' = 'value'): Range | undefined {
    const node = this.find(path);
    if (node === undefined) return undefined;
    if (part === 'value') return this.range(node, 0, 1);
    return this.cell(node + 3) < 0 ? undefined : this.range(node, 3, 4);
  }

  /**
   * A range inside the string at a path as offsets in the text, exact over escapes. The whole value where
   * it is no string; the nearest place around it where there is none.
   */
  within(path: Path, range: Range): Range {
    const node = this.find(path);
    if (node === undefined)
      return path.length === 0 ? { from: 0, to: 0 } : this.within(path.slice(0, -1), range);
    const whole = this.range(node, 0, 1);
    const quote = this.text.charAt(whole.from);
    if (quote !== '"' && quote !== "'") return whole;
    const from = this.offset(whole.from + 1, range.from, whole.to);
    return { from, to: this.offset(from, range.to - range.from, whole.to) };
  }

  /** The offset so many decoded characters after `start`, never beyond the closing quote. */
  private offset(start: number, count: number, to: number): number {
    const quote = this.text.charAt(to - 1);
    const end = quote === '"' || quote === "'" ? to - 1 : to;
    let at = start;
    for (let n = count; n > 0 && at < end; n--) {
      at += this.text.charAt(at) === '\\' ? escapeLength(this.text, at) : 1;
    }
    return Math.min(at, end);
  }

  private find(path: Path): number | undefined {
    let node: number | undefined = this.length > 0 ? 0 : undefined;
    for (const part of path) {
      if (node === undefined) return undefined;
      node = this.childrenOf(node).get(part);
    }
    return node;
  }

  /** By key or index; of members with the same key the last, whose value counts. */
  private childrenOf(node: number): ReadonlyMap<string | number, number> {
    const known = this.children.get(node);
    if (known) return known;
    const children = new Map<string | number, number>();
    const end = this.cell(node + 2);
    for (let child = node + STRIDE; child < end; child = this.cell(child + 2)) {
      children.set(this.cell(child + 3) < 0 ? children.size : this.keyOf(child), child);
    }
    this.children.set(node, children);
    return children;
  }

  private keyOf(node: number): string {
    return this.unusualKeys.get(node) ?? this.text.slice(this.cell(node + 3) + 1, this.cell(node + 4) - 1);
  }

  private range(node: number, from: number, to: number): Range {
    return { from: this.cell(node + from), to: this.cell(node + to) };
  }

  private cell(index: number): number {
    return this.cells[index] ?? 0;
  }
}
