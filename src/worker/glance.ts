import { isObject, type Json } from '../json/json';
import type { Glance } from './api';

/** Longest text sent for a cell: it is cut at the cell's edge anyway. */
const longest = 160;
/** Most members looked at. */
const most = 12;

/** What an output shows in a cell: scalars first, then the first text. A lone `response` goes without its name. */
export function glanceOf(output: Json | undefined): readonly Glance[] {
  if (output === undefined) return [];
  if (!isObject(output)) return [single(output)];
  const entries = Object.entries(output);
  const only = entries[0];
  if (entries.length === 1 && only?.[0] === 'response') return [single(only[1])];
  const glances: Glance[] = [];
  const texts: Glance[] = [];
  for (const [key, value] of entries.slice(0, most)) {
    if (typeof value === 'string' && value.length > 16) texts.push({ text: cut(`“${value}`), kind: 'text' });
    else if (typeof value === 'object' && value !== null)
      glances.push({ key, text: sizeOf(value), kind: 'nothing' });
    else glances.push({ key, text: JSON.stringify(value), kind: 'scalar' });
  }
  return [...glances, ...texts.slice(0, 1)];
}

function single(value: Json): Glance {
  if (typeof value === 'string') return { text: cut(value), kind: 'text' };
  if (value === null) return { text: 'null', kind: 'nothing' };
  return {
    text: cut(typeof value === 'object' ? JSON.stringify(value).slice(0, longest) : String(value)),
    kind: 'scalar',
  };
}

function sizeOf(value: Json): string {
  if (Array.isArray(value)) return `[${value.length}]`;
  return isObject(value) ? `{${Object.keys(value).length}}` : '';
}

function cut(text: string): string {
  const line = text.slice(0, longest + 1).replace(/\s+/g, ' ');
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
