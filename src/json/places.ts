import { escapeLength } from './escape';
import type { Path, Range } from './json';

/** Numbers kept for each value: its range, the node after it and all it holds, and the range of its key. */
export const STRIDE = 5;

/** Where every value of a text stands, as plain data: in one flat list in the order of the text. */
export interface PlaceTable {
  readonly cells: Int32Array;
  /** Keys by node that are not simply what stands between their quotes. */
  readonly unusualKeys: ReadonlyMap<number, string>;
}

/** Finds places in a text by its table; the children of a list or object are looked up when first asked for. */
export class Places {
  private readonly text: string;
  private readonly table: PlaceTable;
  private readonly children = new Map<number, Map<string | number, number>>();

  constructor(text: string, table: PlaceTable) {
    this.text = text;
    this.table = table;
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
    let node: number | undefined = this.table.cells.length > 0 ? 0 : undefined;
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
    return (
      this.table.unusualKeys.get(node) ?? this.text.slice(this.cell(node + 3) + 1, this.cell(node + 4) - 1)
    );
  }

  private range(node: number, from: number, to: number): Range {
    return { from: this.cell(node + from), to: this.cell(node + to) };
  }

  private cell(index: number): number {
    return this.table.cells[index] ?? 0;
  }
}
