import type { RunRecord } from '../../engine/records';

/** Records read at once, and matches looked for before a person has to ask for more. */
const page = 1000;
const share = 5000;

/** A record with its number in the log. */
export type Numbered = readonly [index: number, record: RunRecord];

/** Records `from` … `from + limit` and how many there are; undefined when nobody answers. */
export type Read = (
  from: number,
  limit: number,
) => Promise<{ readonly records: readonly RunRecord[]; readonly total: number } | undefined>;

/** The records of one kind in a log that may grow: found a share at a time, each record looked at once. */
export class RecordSearch {
  found = $state.raw<readonly Numbered[]>([]);
  /** Records looked at so far. */
  sought = $state(0);
  /** Records in the log when it was read last. */
  total = $state(0);
  readonly #kind: RunRecord['type'];
  #most = $state(share);
  #reading = false;

  /** There are records that were not looked at, as enough has been found. */
  readonly hasMore = $derived(this.found.length >= this.#most && this.sought < this.total);

  constructor(kind: RunRecord['type']) {
    this.#kind = kind;
  }

  /** Looks for another share from the next `look` on. */
  more(): void {
    this.#most = this.found.length + share;
  }

  /** Looks on from where it stopped. */
  async look(read: Read): Promise<void> {
    if (this.#reading) return;
    this.#reading = true;
    const matches = [...this.found];
    let from = this.sought;
    while (matches.length < this.#most) {
      const answer = await read(from, page);
      if (!answer) break;
      answer.records.forEach((record, n) => {
        if (record.type === this.#kind) matches.push([from + n, record]);
      });
      from += answer.records.length;
      this.total = answer.total;
      if (answer.records.length === 0 || from >= answer.total) break;
    }
    this.found = matches;
    this.sought = from;
    this.#reading = false;
  }
}
