import { parseJson } from '../json/parse';
import { Places } from '../json/places';
import type { SemanticsName } from './types';

/** The text of a document with another rule book named in it; all else stays as it is written. */
export function textUnder(text: string, book: SemanticsName): string {
  const places = new Places(text, parseJson(text).table);
  const named = places.locate(['semantics']);
  if (named) return `${text.slice(0, named.from)}"${book}"${text.slice(named.to)}`;
  const root = places.locate([]);
  if (!root || text[root.from] !== '{') return text;
  const inside = text.slice(root.from + 1);
  // As the first member is written: on a line of its own or behind the brace.
  const space = /^\s*/.exec(inside)?.[0] ?? '';
  const comma = inside.trimStart().startsWith('}') ? '' : ',';
  return `${text.slice(0, root.from + 1)}${space}"semantics": "${book}"${comma}${inside}`;
}
