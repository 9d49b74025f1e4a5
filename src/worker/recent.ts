import { type IterationRecord, numberOf } from './iteration-record';

/** Records remembered: several screens of rows. More would outlive their time in the young heap, which costs. */
const most = 512;

/** The iterations that ended last: the tail of the table is shown without asking the journal. */
export class Recent {
  /** A ring: `next` is the place of the oldest. */
  private readonly records: (IterationRecord | undefined)[] = new Array<undefined>(most).fill(undefined);
  private next = 0;

  /** Called for each iteration of a run, so it does next to nothing; finding takes longer. */
  add(record: IterationRecord): void {
    this.records[this.next] = record;
    this.next = (this.next + 1) % most;
  }

  get(address: string, number: number): IterationRecord | undefined {
    for (let back = 1; back <= most; back++) {
      const record = this.records[(this.next - back + most) % most];
      if (record === undefined) return undefined;
      if (numberOf(record) === number && record.address === address) return record;
    }
    return undefined;
  }
}
