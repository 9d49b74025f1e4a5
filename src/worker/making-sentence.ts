import { equalJson } from '../expression';
import type { Json } from '../json/json';
import type { ExplainedPart } from './api';
import { innermost, shown } from './explanation';
import type { IterationRecord } from './iteration-record';
import { type Source, valueAt } from './source';

/** Most values that a sentence names. */
const most = 3;

/** Says in one sentence out of what a step made a value; `parts` are those of its template, the whole first. */
export function makingSentence(
  source: Source,
  output: Json | undefined,
  value: Json | undefined,
  parts: readonly ExplainedPart[],
  record: IterationRecord | undefined,
): string {
  const { step, template, rest } = source;
  const verb = step.type === 'set' ? 'set' : 'gave';
  const [whole] = parts;
  if (!template || !whole) return `\`${step.id}\` ${verb} it as it is written: ${shown(value)}`;
  const said = (part: ExplainedPart): string =>
    `${shown(part.value)}${changed(source, output, part, record)}`;
  const isText = whole.text === template.source;
  const from = `\`${step.id}\` ${verb} it from ${isText ? 'its template' : `\`${whole.text}\``}`;
  if (rest.length > 0) return `${from}, whose \`${rest.join('.')}\` was ${shown(value)}`;
  const reads = readsIn(parts).map((part) => `\`${part.text}\` was ${said(part)}`);
  const which = isText ? '' : `, which was ${said(whole)}`;
  return `${from}${which}${reads.length > 0 ? `: ${reads.slice(0, most).join('; ')}` : ''}`;
}

/** The innermost parts that were looked at, each once, but for the whole. */
function readsIn([, ...parts]: readonly ExplainedPart[]): readonly ExplainedPart[] {
  const inner = innermost(parts);
  return inner.filter((part, n) => inner.findIndex(({ text }) => text === part.text) === n);
}

/** That a variable that was read is another one since: set by the same step, or by a later one of the iteration. */
function changed(
  { step, fieldPath: [name], earlier }: Source,
  output: Json | undefined,
  { text, value }: ExplainedPart,
  record: IterationRecord | undefined,
): string {
  const [root, read = '', ...members] = text.split('.');
  if (root !== 'vars') return '';
  const differs = (now: Json | undefined): now is Json => now !== undefined && !equalJson(now, value ?? null);
  if (step.type === 'set') {
    if (read === name) return '';
    const here = step.values.find((entry) => entry.name === read);
    if (here && !earlier.includes(here)) {
      const now = valueAt(output, [read, ...members]);
      return differs(now) ? `, and was set to ${shown(now)} later in the same step` : '';
    }
  }
  const later = step.frame.slots.findLast(
    (one) =>
      one.type === 'set' && one.order > step.order && valueAt(record?.outputs, [one.id, read]) !== undefined,
  );
  const now = later && valueAt(record?.outputs, [later.id, read, ...members]);
  if (!differs(now)) return '';
  return `, and was set to ${shown(now)} later in the ${record?.type}, by \`${later?.id}\``;
}
