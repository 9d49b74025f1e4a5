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
  /**
   * The fleeting records that came last, all of the body `#last`: they stand behind the slots, and mostly that body's
   * iteration ends before anything else comes. Longer than `#tailed` as it is filled anew each time.
   */
  readonly #tail: RunRecord[] = [];
  #tailed = 0;
  #last: object | undefined;

  /** Records waiting, dropped ones not counted. */
  get size(): number {
    return this.#size;
  }

  /**
   * Called for each record of a run: hundreds of thousands a second. `body`: the running body whose next
   * iteration or item to end tells this record again; at that end, the body itself. None: the record stays.
   */
  add(record: RunRecord, body: object | undefined): void {
    this.#size += 1;
    if (record.type === 'iteration') {
      this.#ranges.add(record.address, record.iteration);
      this.#end(body);
    } else if (record.type === 'item') {
      this.#ranges.add(record.address, record.index);
      this.#end(body);
    } else if (body !== undefined && record.type !== 'called') {
      if (body !== this.#last) this.#settle();
      this.#last = body;
      this.#tail[this.#tailed++] = record;
      return;
    } else {
      this.#settle();
      if (body !== undefined) this.#positionsOf(body).push(this.#slots.length);
    }
    this.#slots.push(record);
  }

  /** Gives everything as one text and begins anew. */
  take(): Taken {
    this.#settle();
    const count = this.#size;
    const records = textOf(this.#slots);
    this.#size = 0;
    this.#slots = [];
    this.#pending.clear();
    // What was dropped need not be held.
    this.#tail.length = 0;
    return { records, count, ranges: this.#ranges.take() };
  }

  /** Puts the last fleeting records among the others: they have to wait for the end of their iteration there. */
  #settle(): void {
    if (this.#tailed === 0) return;
    const positions = this.#last === undefined ? [] : this.#positionsOf(this.#last);
    for (let at = 0; at < this.#tailed; at += 1) {
      const record = this.#tail[at];
      positions.push(this.#slots.length);
      this.#slots.push(record);
    }
    this.#tailed = 0;
  }

  #positionsOf(body: object): Pending {
    let positions = this.#pending.get(body);
    if (positions === undefined) this.#pending.set(body, (positions = []));
    return positions;
  }

  /** An iteration or item of a body ends: drops what is told again. */
  #end(body: object | undefined): void {
    const positions = body && this.#pending.get(body);
    if (body !== undefined && body === this.#last && !positions?.length) {
      this.#size -= this.#tailed;
      this.#tailed = 0;
      return;
    }
    // What is spent may depend on what came last.
    this.#settle();
    if (body !== undefined) this.#drop(this.#positionsOf(body));
  }

  #drop(positions: Pending): void {
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
