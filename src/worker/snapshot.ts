import { countsOf, diagnosticOf, type Frame, type State, status, type StepPlan } from '../engine';
import type { RunStatus } from '../engine/records';
import type { RunRow } from '../journal/journal';
import type { LoopView, RunSnapshot } from './api';
import type { RunModel } from './run-model';
import { isAtBreakpoint } from './why';

/** Most loops told in a snapshot. */
const mostLoops = 100;

export interface SnapshotParts {
  readonly row: RunRow;
  readonly model: RunModel;
  readonly state: State;
  readonly status: RunStatus;
  readonly why: string;
  readonly stoppedBy: RunRow['stoppedBy'];
  readonly place: RunSnapshot['place'];
  readonly revision: number;
  readonly readOnly: boolean;
  readonly waitingUntil: number | undefined;
  readonly source: RunSnapshot['source'];
}

/** What the page is told of a run. */
export function snapshotOf({
  row,
  model,
  state,
  place,
  stoppedBy,
  waitingUntil,
  ...parts
}: SnapshotParts): RunSnapshot {
  model.openFrames(state);
  const error = state.ending?.error;
  return {
    runId: row.id,
    number: row.number,
    name: row.name,
    status: parts.status,
    why: parts.why,
    ...(parts.status === 'paused' && isAtBreakpoint(parts.why) && { atBreakpoint: true }),
    ...(stoppedBy && { stoppedBy }),
    ...(place && { place }),
    loops: loopViews(state, model),
    rows: model.index.total,
    revision: parts.revision,
    counts: countsOf(state),
    records: state.records,
    bytes: row.bytes,
    speed: row.speed,
    startedAt: row.startedAt,
    ...(row.endedAt !== undefined && { endedAt: row.endedAt }),
    ...(error && { error: diagnosticOf(error, model.placeOf(error)) }),
    readOnly: parts.readOnly,
    ...(waitingUntil !== undefined && { waitingUntil }),
    source: parts.source,
    ...(row.continuedFrom !== undefined && { continuedFrom: row.continuedFrom }),
    ...(row.successor !== undefined && { successor: row.successor }),
  };
}

/** Open loops outermost first, then the ended ones at the root. */
function loopViews(state: State, { index }: RunModel): readonly LoopView[] {
  const open: LoopView[] = [];
  const ended: LoopView[] = [];
  const visit = (frame: Frame, parent: string | undefined): void => {
    for (const step of frame.plan.slots) {
      const inner = frame.inner[step.slot];
      if (inner === undefined || open.length >= mostLoops) continue;
      const around = parent === undefined ? {} : { parent };
      if (inner.kind === 'each') {
        const begun = inner.frames.length;
        const finished = inner.ended.filter((item) => item !== undefined).length;
        const view = {
          address: inner.address,
          id: step.id,
          kind: 'foreach' as const,
          ...around,
          iteration: begun - 1,
          begun,
          finished,
          limit: inner.items.length,
        };
        const over = (frame.status[step.slot] ?? status.none) >= status.done || state.ending !== undefined;
        (over ? ended : open).push(view);
        if (!over) inner.frames.forEach((item, n) => item && !inner.ended[n] && visit(item, inner.address));
        continue;
      }
      const over = inner.ended || state.ending !== undefined;
      const begun = inner.finished + (inner.begun && inner.stop === undefined ? 1 : 0);
      const view: LoopView = {
        address: inner.address,
        id: step.id,
        kind: 'loop',
        ...around,
        iteration: over ? begun - 1 : inner.iteration,
        begun,
        finished: inner.finished,
        limit: limitInDocument(step),
        ...(inner.stop && { stoppedBy: inner.stop }),
      };
      (over ? ended : open).push(view);
      if (!over) visit(inner, inner.address);
    }
  };
  visit(state.root, undefined);
  const known = new Set([...open, ...ended].map(({ address }) => address));
  for (const { address, id, iterations, stoppedBy } of state.loops.values()) {
    if (address.includes('/') || known.has(address)) continue;
    const limit = limitInDocument(state.plan.byId.get(id));
    ended.push({
      address,
      id,
      kind: 'loop',
      iteration: iterations - 1,
      begun: iterations,
      finished: iterations,
      limit,
      ...(stoppedBy && { stoppedBy }),
    });
  }
  for (const { id, type } of state.plan.root.slots) {
    const rows = index.find(id)?.rows;
    if (type !== 'foreach' || rows === undefined || known.has(id)) continue;
    ended.push({
      address: id,
      id,
      kind: 'foreach',
      iteration: rows - 1,
      begun: rows,
      finished: rows,
      limit: rows,
    });
  }
  const order = (view: LoopView): number => state.plan.byId.get(view.id)?.order ?? 0;
  return [...open, ...ended.sort((a, b) => order(a) - order(b))].slice(0, mostLoops);
}

/** A loop's limit as far as the document alone says it. */
export function limitInDocument(step: StepPlan | undefined): number | null {
  return step?.type === 'loop' && typeof step.maxIterations === 'number' ? step.maxIterations : null;
}
