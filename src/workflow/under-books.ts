import { parseJson } from '../json/parse';
import { Places } from '../json/places';
import { profiles } from './profiles';
import type { SemanticsName } from './types';
import { readWorkflow } from './validate';

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

/** Why rule books do not accept a document: of each that does not the first error. */
export function refusalsOf(text: string): Readonly<Partial<Record<SemanticsName, string>>> {
  const refusals: Partial<Record<SemanticsName, string>> = {};
  for (const { name } of Object.values(profiles)) {
    const { workflow, diagnostics } = readWorkflow(textUnder(text, name));
    const error = diagnostics.find(({ severity }) => severity === 'error');
    if (error) refusals[name] = error.message;
    else if (!workflow) refusals[name] = 'it is empty';
  }
  return refusals;
}
