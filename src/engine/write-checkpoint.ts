import type { Json, JsonObject } from '../json/json';
import type { EachData, FrameData, OpenData, Sets, StateData, StepData } from './checkpoint-data';
import { type Each, type Frame, type OpenStep, type Overlay, status } from './frame';
import { encodeHidden } from './hidden-json';
import type { StepPlan } from './plan';
import type { State } from './state';

/** The state as JSON text, from which a run goes on exactly here. */
export function writeCheckpoint(state: State): string {
  const { plan, started, lastAt, idle, records, counts, loops, calls, callNumbers } = state;
  const byId = (entries: Iterable<readonly [number, Json]>): JsonObject =>
    Object.fromEntries(Array.from(entries, ([order, value]) => [plan.steps[order]?.id ?? '', value]));
  const hide = (value: Json): Json => (plan.hiddenOutputs ? encodeHidden(value) : value);

  const sets = (overlay: Overlay | undefined): Sets => (overlay ? [...overlay.vars] : []);
  const innerData = (inner: Frame | Each): FrameData | EachData =>
    inner.kind === 'frame' ? frameData(inner) : eachData(inner);

  const openData = ({ branches, begun, ...open }: OpenStep): OpenData => ({
    ...open,
    ...(branches && { branches: branches.map(({ overlay }) => sets(overlay)) }),
    ...(begun && { begun: [...begun] }),
  });

  const stepData = (frame: Frame, { slot }: StepPlan): StepData | undefined => {
    const how = frame.status[slot] ?? status.none;
    const inner = frame.inner[slot];
    const before = frame.innerBefore?.[slot];
    const value = frame.values[slot];
    const latest = frame.latest[slot];
    const error = frame.errors[slot];
    const taken = frame.taken[slot];
    const open = frame.open[slot];
    const count = frame.committed[slot];
    const list = frame.lists[slot];
    const attempts = frame.attempts[slot] ?? 0;
    if (how === status.none && !inner && !before && count === undefined) return undefined;
    return {
      status: how,
      at: frame.began[slot] ?? 0,
      ms: frame.ms[slot] ?? 0,
      ...(value !== undefined && { value: hide(value) }),
      ...(attempts > 0 && { attempts }),
      ...(error && { error }),
      ...(taken && { taken }),
      ...(open && { open: openData(open) }),
      ...(inner && { inner: innerData(inner) }),
      ...(before && { innerBefore: innerData(before) }),
      ...(count !== undefined && { count }),
      ...(latest !== undefined && { latest: hide(latest) }),
      ...(list && { list: hide(list) }),
    };
  };

  const frameData = (frame: Frame): FrameData => {
    const { address, iteration, startedAt, loopStartedAt, ran, begun, finished, link, latched, ended } =
      frame;
    const { idleBefore, vars, history, outputs, stop, stopError, left } = frame;
    const { overlay } = frame.scope;
    const own = overlay !== undefined ? frame.apart : undefined;
    const steps: Record<string, StepData> = {};
    for (const step of frame.plan.slots) {
      const data = stepData(frame, step);
      if (data) steps[step.id] = data;
    }
    return {
      ...{
        address,
        iteration,
        startedAt,
        idleBefore,
        loopStartedAt,
        ran,
        begun,
        finished,
        link,
        latched,
        ended,
        vars,
        steps,
      },
      ...(history && { history: hide(history) }),
      ...(outputs.length > 0 && { outputs: hide(outputs) }),
      ...(stop && { stop }),
      ...(stopError && { stopError }),
      ...(left && { left }),
      ...(overlay && { overlay: sets(overlay) }),
      // Numbers only, as they were put in.
      ...(own && { calls: byId(own.calls) as Record<string, number>, recent: byId(own.recent) }),
    };
  };

  const eachData = ({ items, ended, joined, frames }: Each): EachData => ({
    items,
    ended: Array.from(ended, (item) => item ?? null),
    joined,
    frames: frames.flatMap((frame, index) => (frame ? [[index, frameData(frame)] as const] : [])),
  });

  const recent = state.recent.flatMap((value, order) =>
    value === undefined ? [] : [[order, value] as const],
  );
  const data: StateData = {
    version: 1,
    ...{ started, lastAt, idle, records, counts, calls },
    loops: [...loops.values()],
    // Numbers only, as they were put in.
    callNumbers: byId(callNumbers) as Record<string, number>,
    recent: byId(recent),
    root: frameData(state.root),
    ...(state.ending && { ending: state.ending }),
  };
  return JSON.stringify(data);
}
