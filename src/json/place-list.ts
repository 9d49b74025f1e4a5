import { type PlaceTable, STRIDE } from './places';

/** Notes where every value of a text stands while it is read. */
export class PlaceList {
  private cells = new Int32Array(1024 * STRIDE);
  private length = 0;
  private readonly unusualKeys = new Map<number, string>();

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

  /** What was noted. */
  table(): PlaceTable {
    return { cells: this.cells.slice(0, this.length), unusualKeys: this.unusualKeys };
  }
}
