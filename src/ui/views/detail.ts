import { isObject, own } from '../../json/json';
import type { Cell, CellDetail, IterationRow, OutlineItem } from '../../worker/api';
import { counted } from '../values';

/** An output as the inspector shows it: a model's text as it is, the rest as indented JSON. */
export interface OutputText {
  readonly text: string;
  readonly size: string;
  /** There is nothing: grey. */
  readonly nothing: boolean;
}

/** Most characters shown at once; the log has them all. */
const longest = 200_000;

export function outputText(detail: CellDetail): OutputText {
  const { output, status } = detail;
  if (output === undefined || (output === null && status === 'skipped')) {
    return { text: status === 'done' ? 'null' : status, size: '', nothing: true };
  }
  const response = isObject(output) && Object.keys(output).length === 1 ? own(output, 'response') : undefined;
  const whole =
    typeof response === 'string'
      ? response
      : typeof output === 'string'
        ? output
        : JSON.stringify(output, null, 2);
  const text = whole.length > longest ? `${whole.slice(0, longest)}…` : whole;
  return { text, size: counted(whole.length, 'char'), nothing: false };
}

/** Of a step that stands so there is nothing to show. */
const silent = new Set<Cell['status']>(['next', 'skipped', 'running', 'waiting', 'unfinished']);

const talkative = new Set(['llm', 'http', 'tool', 'code', 'template']);

/**
 * The step to show when only an iteration is chosen: the last one that has something to say. `undefined`: none
 * has, so far.
 */
export function pickStep(
  row: IterationRow | undefined,
  wanted: string | undefined,
  outline: readonly OutlineItem[],
): string | undefined {
  if (!row) return undefined;
  if (wanted !== undefined && own(row.cells, wanted)) return wanted;
  const steps = outline.filter((item) => own(row.cells, item.id));
  const settled = steps.filter((item) => {
    const status = own(row.cells, item.id)?.status;
    return status !== undefined && !silent.has(status);
  });
  const failed = settled.find((item) => own(row.cells, item.id)?.status === 'failed');
  const said = failed ?? settled.findLast((item) => talkative.has(item.type)) ?? settled.at(-1);
  return (said ?? (row.open ? undefined : steps.at(-1)))?.id;
}
