import type { Condition, Explanation, LoopView, OutlineItem } from '../../worker/api';
import type { Level } from '../moment';
import type { SelectedRun } from '../state/selected-run.svelte';

/** A condition of a document that can be chosen. */
export interface Choice {
  readonly key: string;
  readonly condition: Condition;
  /** Id of the loop or foreach in whose iterations it is asked; empty: once, by the document. */
  readonly rows: string;
  readonly name: string;
  /** When it holds, a loop is left. */
  readonly leaves: boolean;
}

/** Every condition of a document, in its order. */
export function conditionsOf(outline: readonly OutlineItem[]): readonly Choice[] {
  return outline.flatMap((item) => {
    const { id, until, skipIf, whens = [], rows = '' } = item;
    const choice = (field: Condition['field'], n?: number): Choice => ({
      key: [id, field, ...(n === undefined ? [] : [n])].join(' '),
      condition: { stepId: id, field, ...(n !== undefined && { case: n }) },
      rows: field === 'until' ? id : rows,
      name: `${field} of ${id}${n === undefined || whens.length < 2 ? '' : `, case ${n}`}`,
      leaves: field === 'when' && item.type === 'exit',
    });
    return [
      ...(skipIf ? [choice('skipIf')] : []),
      ...(until ? [choice('until')] : []),
      ...whens.map((_, n) => choice('when', n)),
    ];
  });
}

/** The condition shown until somebody chooses: `until` of the innermost loop around, else what is asked nearest. */
export function nearest(choices: readonly Choice[], levels: readonly Level[]): Choice | undefined {
  for (const { id } of levels.toReversed()) {
    const until = choices.find(({ rows, condition }) => rows === id && condition.field === 'until');
    if (until) return until;
  }
  const inner = levels.at(-1)?.id;
  return choices.find(({ rows }) => rows === inner) ?? choices[0];
}

/**
 * The iteration in which a condition of a body is asked: the one that is looked at, or else the last one of the latest
 * start of its loop within what is looked at. Undefined: it has not begun there.
 */
export async function placeOf(run: SelectedRun, rows: string): Promise<Level | undefined> {
  const around: string[] = [];
  let at: Level = { id: '', address: '', iteration: 0 };
  for (let id = rows; id !== '';) {
    const known = run.levels.find((level) => level.id === id);
    if (known) {
      at = known;
      break;
    }
    around.unshift(id);
    id = run.outline.find((item) => item.id === id)?.rows ?? '';
  }
  for (const id of around) {
    const row = await run.row(at);
    const view: LoopView | undefined = row?.nested.findLast((loop) => loop.id === id);
    if (!view || view.begun === 0) return undefined;
    at = { id, address: view.address, iteration: view.begun - 1 };
  }
  return at;
}

/** What it would come to if what is missing were so. */
export function otherwise({ answer }: Explanation): string {
  if (answer === 'not-skipped') return 'be skipped';
  return answer === 'not-taken' ? 'be taken' : 'stop';
}
