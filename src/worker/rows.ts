import { type Frame, numbersOf, type Plan, status, type StepPlan } from '../engine';
import type { StoppedBy } from '../engine/records';
import { isObject, type Json, own } from '../json/json';
import type { Cell, IterationRow, LoopView, Verdict } from './api';
import { glanceOf } from './glance';
import { failedCheck, type IterationRecord } from './iteration-record';
import type { RowPlace } from './row-index';
import { rowsUnder } from './row-order';
import { limitInDocument } from './snapshot';

/** How an answer of `until` is shown. `undefined` as a value means that it was not asked. */
export function verdictOf(value: Json | undefined, asked: boolean): Verdict {
  if (!asked) return { kind: 'not-asked', text: '' };
  if (value === true) return { kind: 'true', text: 'true' };
  if (value === false) return { kind: 'false', text: 'false' };
  if (value === null || value === undefined) return { kind: 'nothing', text: 'null' };
  return { kind: 'bad', text: JSON.stringify(value) };
}

/** A row of an iteration that has ended, out of its record. */
export function recordedRow(plan: Plan, place: RowPlace, record: IterationRecord): IterationRow {
  const cells: Record<string, Cell> = {};
  for (const [id, { ms, status: how }] of Object.entries(record.steps)) {
    cells[id] = { status: how ?? 'done', glance: glanceOf(own(record.outputs, id)), ms };
  }
  const item = record.type === 'item';
  return {
    ...headOf(place, item ? 'item' : 'iteration'),
    open: false,
    failed: item ? record.outcome === 'failed' : record.stop === 'error',
    cells,
    verdict: item ? verdictOf(undefined, false) : recordedVerdict(record),
    ...(!item && record.stop && { stop: record.stop }),
    ms: record.ms,
    startedAt: record.at,
    children: rowsUnder(place),
    nested: nestedLoops(plan, place, (id) => own(record.outputs, id)),
  };
}

function recordedVerdict(record: Extract<IterationRecord, { type: 'iteration' }>): Verdict {
  const { verdict } = record;
  const why = verdict === undefined ? failedCheck(record)?.message : undefined;
  return why === undefined
    ? verdictOf(verdict, verdict !== undefined)
    : { kind: 'bad', text: givenIn(why), why };
}

/** The value inside "`until` gave …, which is". */
function givenIn(message: string): string {
  return /gave (.*), which/s.exec(message)?.[1] ?? 'failed';
}

/** Where a run is, for the rows of what is under way. */
export interface Standing {
  /** Running time of the run so far, ms. */
  readonly ran: number;
  readonly at: { readonly frame: Frame; readonly step: StepPlan } | undefined;
  readonly held: boolean;
  readonly over: boolean;
}

/** A row of an iteration that is under way, or was when the run was stopped, out of the state. */
export function openRow(plan: Plan, place: RowPlace, frame: Frame, standing: Standing): IterationRow {
  const cells: Record<string, Cell> = {};
  for (const step of frame.plan.slots) {
    const cell = openCell(frame, step, standing);
    if (cell) cells[step.id] = cell;
  }
  return {
    ...headOf(place, frame.plan.kind === 'foreach' ? 'item' : 'iteration'),
    open: true,
    failed: false,
    cells,
    verdict: verdictOf(undefined, false),
    ms: Math.max(0, Math.round(standing.ran - bodyRan(frame))),
    startedAt: frame.startedAt,
    children: rowsUnder(place),
    nested: nestedLoops(plan, place, (id) => frame.values[plan.byId.get(id)?.slot ?? -1], frame),
  };
}

const endings = {
  [status.done]: 'done',
  [status.taken]: 'done',
  [status.skipped]: 'skipped',
  [status.continued]: 'continued',
  [status.replaced]: 'replaced',
  [status.failed]: 'failed',
} as const;

/** Running time of the run when an iteration or item began, ms. */
function bodyRan({ startedAt, idleBefore }: Frame): number {
  return startedAt - idleBefore;
}

function openCell(frame: Frame, step: StepPlan, { ran, at, held, over }: Standing): Cell | undefined {
  const how = frame.status[step.slot] ?? status.none;
  if (how === status.none) {
    const isAt = at?.frame === frame && at.step === step;
    return isAt ? { status: held ? 'next' : 'running', glance: [], ms: 0 } : undefined;
  }
  if (how === status.open) {
    const open = frame.open[step.slot];
    const inside = step.type === 'loop' || step.type === 'foreach' || !step.visible;
    const began = open?.ran ?? bodyRan(frame);
    return {
      status: over ? 'unfinished' : !inside && step.type === 'wait' ? 'waiting' : 'running',
      glance: [],
      ms: Math.max(0, Math.round(ran - began)),
    };
  }
  return { status: endings[how], glance: glanceOf(frame.values[step.slot]), ms: frame.ms[step.slot] ?? 0 };
}

function headOf(
  { instance, number }: RowPlace,
  kind: IterationRow['kind'],
): Pick<IterationRow, 'address' | 'loopId' | 'kind' | 'iteration' | 'numbers'> {
  return {
    address: instance.address,
    loopId: instance.id,
    kind,
    iteration: number,
    numbers: [...numbersOf(instance.address), number],
  };
}

/** The starts of loops inside a row: how many iterations each began and how it ended. */
function nestedLoops(
  plan: Plan,
  { instance, number }: RowPlace,
  output: (id: string) => Json | undefined,
  open?: Frame,
): readonly LoopView[] {
  return (instance.inside.get(number) ?? []).map((inner): LoopView => {
    const result = output(inner.id);
    const step = plan.byId.get(inner.id);
    const body = open?.inner[step?.slot ?? -1];
    const stoppedBy = isObject(result) && typeof result.stoppedBy === 'string' ? result.stoppedBy : undefined;
    return {
      address: inner.address,
      id: inner.id,
      kind: step?.type === 'foreach' ? 'foreach' : 'loop',
      parent: instance.address,
      iteration: inner.rows - 1,
      begun: inner.rows,
      finished: body?.kind === 'frame' ? body.finished : inner.rows,
      limit: limitInDocument(step),
      // A loop's result says only what a StoppedBy can be.
      ...(stoppedBy && { stoppedBy: stoppedBy as StoppedBy }),
    };
  });
}
