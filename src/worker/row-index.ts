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
  private readonly roots: Instance[] = [];
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

  /** The rows `from` … `from + count` of the whole table, or of one loop's own rows. */
  slice(
    from: number,
    count: number,
    folded: ReadonlySet<string>,
    loop?: Address,
  ): { places: RowPlace[]; total: number } {
    if (loop !== undefined) {
      const instance = this.byAddress.get(loop);
      if (!instance) return { places: [], total: 0 };
      const end = Math.min(instance.rows, from + count);
      const places: RowPlace[] = [];
      for (let number = from; number < end; number++) places.push({ instance, number });
      return { places, total: instance.rows };
    }
    const places: RowPlace[] = [];
    let skip = from;
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
        if (folded.has(`${instance.address}[${number}]`)) continue;
        for (const inner of instance.inside.get(number) ?? []) {
          const size = visible(inner, folded);
          if (skip >= size) skip -= size;
          else if (places.length < count) visit(inner);
        }
      }
    };
    for (const root of this.roots) {
      const size = visible(root, folded);
      if (skip >= size) skip -= size;
      else if (places.length < count) visit(root);
    }
    return { places, total: this.roots.reduce((sum, root) => sum + visible(root, folded), 0) };
  }

  /** Rows nested under one row. */
  under({ instance, number }: RowPlace): number {
    return (instance.inside.get(number) ?? []).reduce((sum, { total }) => sum + total, 0);
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

/** Rows of a start and everything in it that is not folded away. */
function visible(instance: Instance, folded: ReadonlySet<string>): number {
  if (folded.size === 0 || instance.inside.size === 0) return instance.total;
  let size = instance.rows;
  for (const [number, inside] of instance.inside) {
    if (folded.has(`${instance.address}[${number}]`)) continue;
    for (const inner of inside) size += visible(inner, folded);
  }
  return size;
}
