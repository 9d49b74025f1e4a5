import type { Json, JsonObject } from '../../../src/json/json';
import type { Program } from './program';

/** A step that has ended, here: its output, and whether look-ups count it. */
export interface Ended {
  readonly value: Json;
  readonly counts: boolean;
}

let keys = 0;

/** Variables that some loop, or the document, declares. A copy keeps the key. */
export class Holder {
  readonly key: number;
  readonly values: Map<string, Json>;

  constructor(values: Map<string, Json>, key = keys++) {
    this.values = values;
    this.key = key;
  }
}

/** A loop or foreach that was entered, with every iteration or item that has begun. */
export class Entry {
  readonly id: string;
  readonly kind: 'loop' | 'foreach';
  readonly frames: Frame[] = [];
  readonly holder: Holder | undefined;
  finished: JsonObject[] = [];
  latched = false;

  constructor(id: string, kind: 'loop' | 'foreach', holder?: Holder) {
    this.id = id;
    this.kind = kind;
    this.holder = holder;
  }
}

/** The run as a whole, one iteration or one item: what has ended in it, and the loops entered in it. */
export class Frame {
  readonly ended = new Map<string, Ended>();
  readonly errors = new Map<string, JsonObject>();
  readonly entries = new Map<string, Entry>();
  parent: Frame | undefined;
  via: Entry | undefined;
  readonly index: number;
  readonly item: Json;
  readonly holder: Holder | undefined;

  constructor(parent: Frame | undefined, via: Entry | undefined, index: number, item: Json, holder?: Holder) {
    this.parent = parent;
    this.via = via;
    this.index = index;
    this.item = item;
    this.holder = holder ?? via?.holder;
  }

  /** Itself and what surrounds it, innermost first. */
  chain(): Frame[] {
    return [this, ...(this.parent?.chain() ?? [])];
  }

  address(id: string): string {
    const { parent, via } = this;
    if (!parent || !via) return id;
    const place = via.kind === 'loop' ? `[${this.index}]` : `{${this.index}}`;
    return `${parent.address(via.id)}${place}/${id}`;
  }
}

/** Copies the whole world, and gives the copy of one frame of it. */
export function copyWorld(current: Frame): Frame {
  let found: Frame | undefined;
  const copy = (frame: Frame, parent: Frame | undefined, via: Entry | undefined): Frame => {
    const holder =
      via || !frame.holder ? undefined : new Holder(new Map(frame.holder.values), frame.holder.key);
    const twin = new Frame(parent, via, frame.index, frame.item, holder);
    frame.ended.forEach((value, id) => twin.ended.set(id, value));
    frame.errors.forEach((value, id) => twin.errors.set(id, value));
    frame.entries.forEach((entry, id) => {
      const values = entry.holder && new Holder(new Map(entry.holder.values), entry.holder.key);
      const other = new Entry(entry.id, entry.kind, values);
      other.finished = [...entry.finished];
      other.latched = entry.latched;
      for (const inner of entry.frames) other.frames.push(copy(inner, twin, other));
      twin.entries.set(id, other);
    });
    if (frame === current) found = twin;
    return twin;
  };
  copy(current.chain().at(-1)!, undefined, undefined);
  return found!;
}

/** What a look-up finds: the outputs of a step that count, as seen from a frame, oldest first. */
export function outputsSeen(program: Program, from: Frame, id: string): Json[] {
  const chain = from.chain();
  const owners = program.owners.get(id) ?? [];
  let frames = [chain.at(-1)!];
  owners.forEach((owner, i) => {
    const innermost = i === owners.length - 1;
    const own = chain.find(({ via }) => via?.id === owner);
    if (own?.via) frames = own.via.kind === 'loop' && innermost ? own.via.frames : [own];
    else {
      frames = frames.flatMap((frame) => {
        const entry = frame.entries.get(owner);
        if (!entry) return [];
        return entry.kind === 'foreach' || innermost ? entry.frames : entry.frames.slice(-1);
      });
    }
  });
  if (program.unseen.has(id)) return [];
  return frames.flatMap((frame) => {
    const ended = frame.ended.get(id);
    return ended?.counts ? [ended.value] : [];
  });
}
