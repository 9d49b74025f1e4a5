import { own } from '../../json/json';
import type { Cell, Cursor, IterationRow, OutlineItem } from '../../worker/api';
import type { ForkPoint } from '../../worker/fork-types';
import { hereText } from '../moment';
import type { Playground } from '../playground.svelte';
import { pointOfHead } from './fork-ask';

/** One way to go on with a run as a new one. */
export interface ForkWay {
  readonly point: ForkPoint;
  /** Where the fork parts, as `before review, iteration 1`. */
  readonly place: string;
  /** What becomes of the moment that was looked at; told where there is a choice. */
  readonly label: string;
}

/** What is known of the moment from which a run is to be gone on with. */
export interface MomentOfFork {
  readonly cursor: Cursor;
  /** The moment after it in the record. */
  readonly next: Cursor | undefined;
  readonly row: IterationRow | undefined;
  /** Where the run stands, unless it has ended. */
  readonly head: ForkPoint | undefined;
}

/** The way of a point that was chosen by itself. */
function wayOf(point: ForkPoint): ForkWay {
  const { iteration, step, check } = point;
  if (check === true) {
    const label = `After iteration ${iteration}: its steps are kept, its check is made again`;
    return { point, place: `after iteration ${iteration}`, label };
  }
  if (step === undefined) {
    const label = `From the start of iteration ${iteration}: its steps are done again`;
    return { point, place: `at the start of iteration ${iteration}`, label };
  }
  const label = `Before ${step}: it is done again`;
  return { point, place: `before ${step}, iteration ${iteration}`, label };
}

/** The ways on from a moment: after it, which comes first where it can be, and before what it came after. */
export function waysAt(moment: MomentOfFork): readonly ForkWay[] {
  const { address: loop, iteration, stepId: step } = moment.cursor;
  const before = wayOf({ loop, iteration, ...(step !== undefined && { step }) });
  const point = pointAfter(moment);
  if (!point) return [before];
  if (step === undefined) {
    const label = `After item ${iteration}: the next one begins`;
    const after =
      moment.row?.kind === 'item' ? { point, place: `after item ${iteration}`, label } : wayOf(point);
    return [after, before];
  }
  const label = `After ${step}: what it gave is kept`;
  return [{ point, place: `after ${step}, iteration ${iteration}`, label }, before];
}

function pointAfter({ cursor, next, row, head }: MomentOfFork): ForkPoint | undefined {
  const { address: loop, iteration, stepId } = cursor;
  if (stepId === undefined) {
    if (row?.kind === 'item') return next?.address === loop ? { loop, iteration: iteration + 1 } : undefined;
    // An iteration that an error or an exit left half done is not checked.
    const isChecked = row && !row.open && !row.failed && row.stop !== 'exit';
    return isChecked ? { loop, iteration, check: true } : undefined;
  }
  if (!next) return head;
  if (next.address !== loop) return { loop: next.address, iteration: next.iteration };
  return { loop, iteration, ...(next.stepId === undefined ? { check: true } : { step: next.stepId }) };
}

/**
 * The moment whose variables stand at a point: they may be given other values there. `row` is that of the point's
 * iteration. Undefined before the first step of a loop.
 */
export function seenAt(
  { loop, iteration, step, check, head }: ForkPoint,
  row: IterationRow | undefined,
  outline: readonly OutlineItem[],
): Cursor | undefined {
  const here = { address: loop, iteration };
  if (check === true || head === true) return here;
  const ids = outline.map(({ id }) => id);
  const earlier = step === undefined ? [] : ids.slice(0, ids.indexOf(step));
  const last = earlier.findLast((id) => over.has(own(row?.cells ?? {}, id)?.status));
  if (last !== undefined) return { ...here, stepId: last };
  return loop !== '' && iteration > 0 ? { address: loop, iteration: iteration - 1 } : undefined;
}

const over = new Set<Cell['status'] | undefined>(['done', 'skipped', 'continued', 'replaced']);

/** Opens the dialog that forks the shown run at a point. */
export function askFrom(playground: Playground, point: ForkPoint): void {
  const iteration = `iteration ${point.iteration}`;
  const title = point.check === true ? `Check again after ${iteration}` : `Go on from ${iteration}`;
  open(playground, title, [wayOf(point)]);
}

/** Opens the dialog that forks the shown run at the moment that is looked at. */
export async function askFromHere(playground: Playground): Promise<void> {
  const { run } = playground;
  const { id, cursor, snapshot, levels, outline } = run;
  if (!cursor || !snapshot) return;
  const next = await run.neighbour(cursor, 'step', false);
  const row = await run.row(cursor);
  if (run.id !== id) return;
  const head = run.isActive ? pointOfHead(snapshot) : undefined;
  const here = hereText(cursor, levels, outline).replaceAll('`', '');
  open(playground, `Go on from ${here}`, waysAt({ cursor, next, row, head }));
}

function open({ run, layout }: Playground, title: string, [first, ...others]: readonly ForkWay[]): void {
  const { snapshot } = run;
  if (!snapshot || !first) return;
  const { runId, number } = snapshot;
  layout.dialog = { kind: 'fork', runId, number, title, ways: [first, ...others] };
}
