import type { Address } from '../engine/records';
import { allRows } from './row-types';
import type { Instance, RowIndex, RowPlace } from './row-index';

/** `address[iteration]` of rows whose nested rows are folded away; with {@link allRows} among them, of all others. */
type Folded = ReadonlySet<string>;

/** Which row of the table comes when: a loop inside an iteration stands below it. */
export class RowOrder {
  readonly #index: RowIndex;
  readonly #folded: Folded;

  constructor(index: RowIndex, folded: Folded) {
    this.#index = index;
    this.#folded = folded;
  }

  /** How many rows there are, those that are folded away left out; or of one start of a loop, its own rows. */
  total(loop?: Address): number {
    return loop === undefined ? this.#sum(this.#index.roots) : (this.#index.find(loop)?.rows ?? 0);
  }

  /** The rows `from` … `from + count` of the whole table, or of one loop's own rows. */
  slice(from: number, count: number, loop?: Address): readonly RowPlace[] {
    const places: RowPlace[] = [];
    if (loop !== undefined) {
      const instance = this.#index.find(loop);
      const end = Math.min(instance?.rows ?? 0, from + count);
      if (instance) for (let number = from; number < end; number++) places.push({ instance, number });
      return places;
    }
    let skip = from;
    const enter = (inside: readonly Instance[]): void => {
      for (const one of inside) {
        const size = this.#visible(one);
        if (skip >= size) skip -= size;
        else if (places.length < count) visit(one);
      }
    };
    const visit = (instance: Instance): void => {
      if (instance.inside.size === 0) {
        const first = Math.min(skip, instance.rows);
        const end = Math.min(instance.rows, first + count - places.length);
        for (let number = first; number < end; number++) places.push({ instance, number });
        skip -= first;
        return;
      }
      for (let number = 0; number < instance.rows && places.length < count; number++) {
        if (skip > 0) skip--;
        else places.push({ instance, number });
        if (!this.#isFolded(instance, number)) enter(instance.inside.get(number) ?? []);
      }
    };
    enter(this.#index.roots);
    return places;
  }

  /** Index of a row in the whole table, or of the folded one that hides it; undefined when there is none. */
  indexOf(address: Address, number: number): number | undefined {
    const own = this.#index.find(address);
    if (!own || number >= own.rows) return undefined;
    const path: RowPlace[] = [];
    for (let at: Instance | undefined = own, row = number; at; row = at.row, at = at.parent)
      path.unshift({ instance: at, number: row });
    let before = 0;
    let beside: readonly Instance[] = this.#index.roots;
    for (const { instance, number: row } of path) {
      before += this.#sum(beside.slice(0, beside.indexOf(instance))) + row;
      for (const [above, inside] of instance.inside)
        if (above < row && !this.#isFolded(instance, above)) before += this.#sum(inside);
      if (instance === own || this.#isFolded(instance, row)) break;
      before += 1;
      beside = instance.inside.get(row) ?? [];
    }
    return before;
  }

  #isFolded({ address }: Instance, number: number): boolean {
    const folded = this.#folded;
    return folded.size > 0 && folded.has(`${address}[${number}]`) !== folded.has(allRows);
  }

  #sum(instances: readonly Instance[]): number {
    return instances.reduce((sum, one) => sum + this.#visible(one), 0);
  }

  /** Rows of a start and everything in it that is not folded away. */
  #visible(instance: Instance): number {
    if (this.#folded.size === 0 || instance.inside.size === 0) return instance.total;
    let size = instance.rows;
    for (const [number, inside] of instance.inside)
      if (!this.#isFolded(instance, number)) size += this.#sum(inside);
    return size;
  }
}

/** Rows nested under one row. */
export function rowsUnder({ instance, number }: RowPlace): number {
  return (instance.inside.get(number) ?? []).reduce((sum, { total }) => sum + total, 0);
}
