import type { LookupName, Read } from '../expression/environment';
import type { Json } from '../json/json';
import { areSiblings, frameAt, hopsTo, type PlanView, type Position } from './position';
import { counts, type Each, type Frame, type Scope, status } from './frame';
import type { FramePlan, StepPlan } from './plan';

/** What a look-up has found in one body: how many outputs count, the latest, all of them. */
interface Found {
  count: number;
  latest: Json | undefined;
  readonly all: Json[] | undefined;
}

/**
 * `latest`, `iterationCount` and `outputs`: counted since the current start of the step's innermost loop,
 * seen from the position. Bodies between the two give their last begun iteration, foreaches all their items.
 */
export function lookupRead(
  plan: PlanView,
  position: Position,
  name: Exclude<LookupName, 'exists'>,
  id: string,
): Read<Scope> {
  const step = plan.byId.get(id);
  const none: Json | undefined = name === 'iterationCount' ? 0 : name === 'outputs' ? [] : undefined;
  if (step === undefined || !step.visible) return () => none;

  const down: StepPlan[] = [];
  let common: FramePlan = step.frame;
  const seenFrom = position.apart ?? position.frame;
  while (!encloses(common, seenFrom) && common.owner) {
    down.unshift(common.owner);
    common = common.owner.frame;
  }
  const hops = hopsTo(position, common);
  // A sibling's outputs of this iteration are not seen; those of earlier iterations are.
  const hidden = areSiblings(position.node, step.node);
  if (hidden && down.length > 0) return () => none;

  return (scope) => {
    const frame = frameAt(scope, hops);
    if (name === 'outputs' && down.length === 0 && !hidden) return frame.lists[step.slot] ?? [];
    const found: Found = { count: 0, latest: undefined, all: name === 'outputs' ? [] : undefined };
    descend(frame, down, 0, step.slot, hidden, found);
    if (name === 'iterationCount') return found.count;
    return name === 'outputs' ? found.all : found.latest;
  };
}

function encloses(frame: FramePlan, inner: FramePlan): boolean {
  for (let at: FramePlan | undefined = inner; at; at = at.parent) if (at === frame) return true;
  return false;
}

function descend(
  frame: Frame,
  down: readonly StepPlan[],
  level: number,
  slot: number,
  hidden: boolean,
  found: Found,
): void {
  const next = down[level];
  if (next === undefined) {
    take(frame, slot, hidden, found);
    return;
  }
  const inner: Frame | Each | undefined = frame.inner[next.slot];
  if (inner === undefined) return;
  if (inner.kind === 'frame') descend(inner, down, level + 1, slot, false, found);
  else for (const item of inner.frames) if (item) descend(item, down, level + 1, slot, false, found);
}

function take(frame: Frame, slot: number, hidden: boolean, found: Found): void {
  const current = counts(frame.status[slot] ?? status.none);
  const count = (frame.committed[slot] ?? 0) - (hidden && current ? 1 : 0);
  found.count += count;
  const latest = current && !hidden ? frame.values[slot] : frame.latest[slot];
  if (latest !== undefined) found.latest = latest;
  const list = frame.lists[slot];
  if (found.all && list) for (let i = 0; i < count; i++) found.all.push(list[i] ?? null);
}
