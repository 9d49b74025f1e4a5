import type { Address } from '../engine/records';

/** One start of a loop or foreach: how many rows it has, and the starts of loops inside its rows. */
export interface Instance {
  readonly address: Address;
  readonly id: string;
  readonly parent: Instance | undefined;
  /** The parent's row this lies in. */
  readonly row: number;
  rows: number;
  /** Rows of everything inside, its own rows included. */
  total: number;
  /** By row: the starts inside it, in order of appearance. */
  readonly inside: Map<number, Instance[]>;
}

/** A row of the table: an iteration or item. */
export interface RowPlace {
  readonly instance: Instance;
  readonly number: number;
}

/** Which rows the table of a run has and in which order, without what is in them. */
export class RowIndex {
  /** The loops of the document itself. */
  readonly roots: Instance[] = [];
  private readonly byAddress = new Map<Address, Instance>();
  /** Found last: mostly the next one too. */
  private last: Instance | undefined;

  /** What was added while what is older was still to come. */
  private waiting: (readonly [Address, number])[] | undefined;

  /** What is added from now on waits for {@link fill}: rows stand in the order in which their loops began. */
  hold(): void {
    this.waiting ??= [];
  }

  /** Adds what is older: by address, the last number of each range. */
  fill(ranges: Iterable<readonly [address: Address, first: number, last: number]>): void {
    const { waiting = [] } = this;
    this.waiting = undefined;
    for (const [address, , last] of ranges) this.add(address, last);
    for (const [address, number] of waiting) this.add(address, number);
  }

  /** Notes that iteration `number` of a loop exists. */
  add(address: Address, number: number): void {
    if (this.waiting) {
      this.waiting.push([address, number]);
      return;
    }
    const instance = this.last?.address === address ? this.last : this.instance(address);
    this.last = instance;
    if (number < instance.rows) return;
    const more = number + 1 - instance.rows;
    instance.rows = number + 1;
    for (let at: Instance | undefined = instance; at; at = at.parent) at.total += more;
  }

  get total(): number {
    return this.roots.reduce((sum, { total }) => sum + total, 0);
  }

  /** The document as a row: around it nothing, in it every loop at the root. */
  get document(): RowPlace {
    const inside = new Map([[0, this.roots]]);
    return {
      instance: { address: '', id: '', parent: undefined, row: 0, rows: 1, total: this.total, inside },
      number: 0,
    };
  }

  find(address: Address): Instance | undefined {
    return this.byAddress.get(address);
  }

  private instance(address: Address): Instance {
    const known = this.byAddress.get(address);
    if (known) return known;
    const slash = address.lastIndexOf('/');
    const around = slash < 0 ? undefined : /^(.*)[[{](\d+)[\]}]$/.exec(address.slice(0, slash));
    const row = Number(around?.[2] ?? 0);
    const parent = around?.[1] === undefined ? undefined : this.instance(around[1]);
    const instance: Instance = {
      address,
      id: address.slice(slash + 1),
      parent,
      row,
      rows: 0,
      total: 0,
      inside: new Map(),
    };
    this.byAddress.set(address, instance);
    if (parent) {
      this.add(parent.address, row);
      const inside = parent.inside.get(row);
      if (inside) inside.push(instance);
      else parent.inside.set(row, [instance]);
    } else {
      this.roots.push(instance);
    }
    return instance;
  }
}
