import type { Json } from '../../../src/json/json';
import type { Numbering } from './effects';
import type { Frame } from './world';

/** A `set` of a sibling; `key` is that of the variables' holder. */
export interface Write {
  readonly key: number;
  readonly name: string;
  readonly value: Json;
}

/** Where steps run. */
export interface Context {
  readonly frame: Frame;
  readonly numbering: Numbering;
  /** Of a sibling: its sets, to be applied when all have ended. */
  readonly log?: Map<string, Write>;
}

/** All siblings have ended: what one of them did becomes part of the world around them. */
export function join(context: Context, twin: Frame, log: Map<string, Write>): void {
  const base = context.frame;
  twin.ended.forEach((ended, id) => base.ended.set(id, ended));
  twin.errors.forEach((error, id) => base.errors.set(id, error));
  twin.entries.forEach((entry, id) => {
    const mine = base.entries.get(id);
    if (!mine) {
      for (const frame of entry.frames) frame.parent = base;
      base.entries.set(id, entry);
      return;
    }
    for (const frame of entry.frames) {
      if (mine.frames.some(({ index }) => index === frame.index)) continue;
      frame.parent = base;
      frame.via = mine;
      mine.frames.push(frame);
    }
  });
  const others = twin.chain();
  base.chain().forEach((frame, i) => {
    if (frame.via && others[i]?.via?.latched) frame.via.latched = true;
  });
  for (const { key, name, value } of log.values()) {
    const holder = base.chain().find((frame) => frame.holder?.key === key)?.holder;
    if (!holder) continue;
    holder.values.set(name, value);
    context.log?.set(`${key} ${name}`, { key, name, value });
  }
}
