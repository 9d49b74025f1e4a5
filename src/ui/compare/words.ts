import type { ComparedColumn, ComparedRow, ComparedRule, Comparison } from '../../worker/comparison';

const numbers = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'];

/** How a column is called in its head and in sentences. */
export function titleOf({ run, semantics }: ComparedColumn): string {
  return run ? `Run ${run.number}` : semantics.charAt(0).toUpperCase() + semantics.slice(1);
}

/** The few words behind a column's title. */
export function noteOf(column: ComparedColumn, index: number): string {
  if (column.refused !== undefined) return 'does not accept it';
  if (index === 0) return 'the reference';
  return column.parts ? `differs at ${column.parts.place}` : 'the same throughout';
}

/** Why only the beginning of a column was compared. */
export function cutText({ most, of }: NonNullable<ComparedColumn['cut']>): string {
  const all = of === 'iterations' ? ' of all loops together' : '';
  return `a comparison ends at ${most.toLocaleString('en-US')} ${of}${all}: only its beginning was compared`;
}

/** What opening a column does to the document in the editor, where it is not only looked at. */
export function effectOf({ run, semantics }: ComparedColumn): string | undefined {
  return run ? undefined : `Begins a run with "semantics": "${semantics}" in the document`;
}

/** The one sentence of the view in two parts: how many columns part, and how each of them does. */
export function summaryOf({ columns, rules }: Comparison): {
  readonly count: string;
  readonly how: readonly string[];
} {
  const noted = rules.filter((rule) => rule.noted === true).map(notedText);
  const others = columns.slice(1);
  const refusing = others.filter(({ refused }) => refused !== undefined);
  const parting = others.filter(({ parts, refused }) => refused === undefined && parts !== undefined);
  const word = (count: number): string => numbers[count] ?? String(count);
  const all = columns.length === 2 ? 'Both' : `All ${word(columns.length).toLowerCase()}`;
  const reference = columns[0];
  if (reference?.refused !== undefined) {
    return { count: 'Nothing was run.', how: [`The document has an error: ${sentence(reference.refused)}`] };
  }
  if (parting.length + refusing.length === 0) return { count: `${all} are the same throughout.`, how: noted };
  const whole = `the ${word(columns.length).toLowerCase()} ${reference?.run ? 'runs' : 'rule books'}`;
  const say = (count: number, one: string, many: string): string =>
    count === 0 ? '' : `${word(count)} of ${whole} ${count === 1 ? one : many}.`;
  const counts = [
    columns.length === 2 && parting.length > 0 ? 'They differ.' : say(parting.length, 'differs', 'differ'),
    say(refusing.length, 'does not accept the document', 'do not accept the document'),
  ];
  return {
    count: counts.filter((text) => text !== '').join(' '),
    how: [...[...parting, ...refusing].map(sentenceOf), ...noted],
  };
}

function notedText({ name }: ComparedRule): string {
  return `What is ${name} is only noted: here all of them see the same values.`;
}

/** A message ends with a full stop or not. */
function sentence(message: string): string {
  return message.endsWith('.') ? message : `${message}.`;
}

function sentenceOf(column: ComparedColumn): string {
  const title = titleOf(column);
  if (column.refused !== undefined) return `${title}: ${sentence(column.refused)}`;
  const { how = '', because = '' } = column.parts ?? {};
  return `${title} ${how}${because === '' ? '' : `: ${because}`}.`;
}

/** Where a line of the table lies: `1 / write`, `0 – 4`. */
export function labelOf(row: ComparedRow): { readonly place: string; readonly note: string } {
  if (row.kind === 'stretch') {
    const [from, to] = [row.from.join(' / '), row.to.join(' / ')];
    return { place: from === to ? from : `${from} – ${to}`, note: '' };
  }
  const at = row.numbers.join(' / ');
  if (row.what === 'until') return { place: 'until', note: `at ${at}` };
  return {
    place: at === '' ? (row.at.stepId ?? '') : `${at} / ${row.at.stepId ?? ''}`,
    note: row.what === 'prompt' ? 'prompt' : '',
  };
}

/** What a column says of a stretch. */
export function stretchText(row: Extract<ComparedRow, { kind: 'stretch' }>, column: number): string {
  if (column === 0) return `${row.places.toLocaleString('en-US')} ${row.places === 1 ? 'record' : 'records'}`;
  const count = row.differing[column] ?? 0;
  return count === 0 ? 'same' : `${count.toLocaleString('en-US')} differ`;
}
