import type { RunRecord } from '../engine/records';
import type { Segment } from './journal';
import { isSpent } from './drop';
import { Ranges } from './ranges';
import { textOf } from './record-text';

/** What a group becomes when it is written. */
export type Taken = Pick<Segment, 'records' | 'count' | 'ranges'>;

/** The fleeting records of a running body that wait in a group: their positions, ascending. */
type Pending = number[];

/**
 * The records that wait to be written together. When an iteration or item ends, the records of its
 * pure steps waiting here are dropped: its own record holds all that is needed of them.
 */
export class Group {
  #size = 0;
  /** Dropped records leave a hole unless they are the last, so that the positions below stay right. */
  #slots: (RunRecord | undefined)[] = [];
  readonly #ranges = new Ranges();
  readonly #pending = new Map<object, Pending>();
  /** The body of the last fleeting record, mostly that of the next one too. */
  #body: object | undefined;
  #positions: Pending = [];

  /** Records waiting, dropped ones not counted. */
  get size(): number {
    return this.#size;
  }

  /**
   * Called for each record of a run: hundreds of thousands a second. `body`: the running body whose next
   * iteration or item to end tells this record again; at that end, the body itself. None: the record stays.
   */
  add(record: RunRecord, body: object | undefined): void {
    if (record.type === 'iteration') {
      this.#ranges.add(record.address, record.iteration);
      if (body !== undefined) this.#drop(body);
    } else if (record.type === 'item') {
      this.#ranges.add(record.address, record.index);
      if (body !== undefined) this.#drop(body);
    } else if (body !== undefined) {
      this.#positionsOf(body).push(this.#slots.length);
    }
    this.#slots.push(record);
    this.#size += 1;
  }

  /** Gives everything as one text and begins anew. */
  take(): Taken {
    const count = this.#size;
    const records = textOf(this.#slots);
    this.#size = 0;
    this.#slots = [];
    this.#pending.clear();
    this.#body = undefined;
    return { records, count, ranges: this.#ranges.take() };
  }

  #positionsOf(body: object): Pending {
    if (body === this.#body) return this.#positions;
    let positions = this.#pending.get(body);
    if (positions === undefined) this.#pending.set(body, (positions = []));
    this.#body = body;
    this.#positions = positions;
    return positions;
  }

  #drop(body: object): void {
    const positions = this.#positionsOf(body);
    const slots = this.#slots;
    for (let at = positions.length - 1; at >= 0; at -= 1) {
      const position = positions[at] ?? 0;
      const record = slots[position];
      if (record === undefined || !isSpent(record, slots, position)) continue;
      this.#size -= 1;
      if (position === slots.length - 1) slots.pop();
      else slots[position] = undefined;
    }
    positions.length = 0;
  }
}
