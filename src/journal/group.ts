import type { Address, RunRecord } from '../engine/records';
import type { Segment } from './journal';
import { isDirectlyIn, isSpent } from './drop';
import { Ranges } from './ranges';

/** What a group becomes when it is written. */
export type Taken = Pick<Segment, 'records' | 'count' | 'ranges'>;

/**
 * The records that wait to be written together. When an iteration or item ends, the records of its
 * pure steps waiting here are dropped: its own record holds all that is needed of them.
 */
export class Group {
  #size = 0;
  /** Dropped records leave a hole, so that the positions below stay right. */
  #slots: (RunRecord | undefined)[] = [];
  readonly #ranges = new Ranges();
  /** Positions of records that the end of an iteration may make superfluous, ascending. */
  readonly #fleeting: number[] = [];
  /** By loop or foreach: the position before which nothing of its current iteration lies. */
  readonly #begun = new Map<Address, number>();
  readonly #mayDrop: (record: RunRecord) => boolean;

  /** `mayDrop` is asked about each record about to be dropped; false keeps it. */
  constructor(mayDrop: (record: RunRecord) => boolean) {
    this.#mayDrop = mayDrop;
  }

  /** Records waiting, dropped ones not counted. */
  get size(): number {
    return this.#size;
  }

  /** Called for each record of a run: hundreds of thousands a second. */
  add(record: RunRecord): void {
    const position = this.#slots.push(record) - 1;
    this.#size += 1;
    switch (record.type) {
      case 'iteration':
        this.#ranges.add(record.address, record.iteration);
        this.#drop(record.address, `${record.address}[${record.iteration}]/`);
        // One iteration follows the other; items may run side by side, so theirs begin with the foreach.
        this.#begun.set(record.address, position);
        return;
      case 'item':
        this.#ranges.add(record.address, record.index);
        this.#drop(record.address, `${record.address}{${record.index}}/`);
        return;
      case 'step':
        if (record.error === undefined) this.#fleeting.push(position);
        return;
      case 'entered':
        this.#begun.set(record.address, position);
        this.#fleeting.push(position);
        return;
      case 'set':
      case 'taken':
      case 'called':
        this.#fleeting.push(position);
        return;
      case 'loop-started':
        this.#begun.set(record.address, position);
        return;
      // What was paid for, what failed, and where loops began and ended is kept for good.
      case 'run-started':
      case 'resumed':
      case 'begun':
      case 'attempt':
      case 'failed':
      case 'joined':
      case 'loop-ended':
      case 'run-ended':
        return;
    }
  }

  /** Gives everything as one text and begins anew. */
  take(): Taken {
    const count = this.#size;
    const slots = this.#slots;
    const records = JSON.stringify(
      count === slots.length ? slots : slots.filter((slot) => slot !== undefined),
    );
    this.#size = 0;
    this.#slots = [];
    this.#fleeting.length = 0;
    this.#begun.clear();
    return { records, count, ranges: this.#ranges.take() };
  }

  #drop(address: Address, prefix: string): void {
    const fleeting = this.#fleeting;
    const from = this.#begun.get(address) ?? 0;
    // Of this iteration at the earliest: what lies before is not looked at.
    let kept = fleeting.length;
    while (kept > 0 && (fleeting[kept - 1] ?? 0) >= from) kept -= 1;
    for (let at = kept; at < fleeting.length; at += 1) {
      const position = fleeting[at];
      const record = position === undefined ? undefined : this.#slots[position];
      if (position === undefined || record === undefined) continue;
      if (!isDirectlyIn(record, prefix)) {
        fleeting[kept] = position;
        kept += 1;
      } else if (isSpent(record, this.#slots, position) && this.#mayDrop(record)) {
        this.#slots[position] = undefined;
        this.#size -= 1;
      }
    }
    fleeting.length = kept;
  }
}
