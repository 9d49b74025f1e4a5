import type { Address } from '../engine/records';
import type { Segment } from './journal';

type Range = [address: Address, first: number, last: number];

/** Which iterations and items a group holds, gathered while its records arrive. */
export class Ranges {
  #all: Range[] = [];
  /** Of each address the range it was last seen in. */
  readonly #latest = new Map<Address, Range>();
  /** The range last added to: mostly the next one too. */
  #last: Range | undefined;
  /** An address has more than one range: siblings ended out of order. */
  #scattered = false;

  add(address: Address, number: number): void {
    const latest = this.#last?.[0] === address ? this.#last : this.#latest.get(address);
    if (latest !== undefined && latest[2] + 1 === number) {
      latest[2] = number;
      this.#last = latest;
      return;
    }
    const range: Range = [address, number, number];
    this.#scattered ||= latest !== undefined;
    this.#latest.set(address, range);
    this.#all.push(range);
    this.#last = range;
  }

  /** Gives the ranges in order of appearance, those of one address ascending, and begins anew. */
  take(): Segment['ranges'] {
    const ranges = this.#scattered ? merged(this.#all) : this.#all;
    this.#all = [];
    this.#latest.clear();
    this.#last = undefined;
    this.#scattered = false;
    return ranges;
  }
}

function merged(ranges: readonly Range[]): Range[] {
  const byAddress = new Map<Address, Range[]>();
  for (const range of ranges) {
    const own = byAddress.get(range[0]);
    if (own === undefined) byAddress.set(range[0], [range]);
    else own.push(range);
  }
  return [...byAddress.values()].flatMap(joinedUp);
}

function joinedUp(ranges: Range[]): Range[] {
  const joined: Range[] = [];
  for (const range of ranges.sort((a, b) => a[1] - b[1])) {
    const before = joined.at(-1);
    if (before !== undefined && range[1] <= before[2] + 1) before[2] = Math.max(before[2], range[2]);
    else joined.push(range);
  }
  return joined;
}
