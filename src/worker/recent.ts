import { type IterationRecord, numberOf } from './history';

/** Most records remembered: more than the writer can have on its way. */
const most = 2048;

/** The iterations that ended last: the tail of the table is shown without asking the journal. */
export class Recent {
  private records = new Map<string, IterationRecord>();
  private older = new Map<string, IterationRecord>();

  add(record: IterationRecord): void {
    if (this.records.size >= most) {
      this.older = this.records;
      this.records = new Map();
    }
    this.records.set(keyOf(record.address, numberOf(record)), record);
  }

  get(address: string, number: number): IterationRecord | undefined {
    const key = keyOf(address, number);
    return this.records.get(key) ?? this.older.get(key);
  }
}

function keyOf(address: string, number: number): string {
  return `${address}[${number}]`;
}
