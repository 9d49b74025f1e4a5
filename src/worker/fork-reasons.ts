import { type Frame, type Plan, type State, status, type StepPlan } from '../engine';
import type { Path } from '../json/json';
import type { ForkPoint, ForkReason } from './fork-types';

/** One reason why a document does not fit the kept part of a run. `path` is a place in that document. */
export function reasonFor(code: ForkReason['code'], message: string, path: Path): ForkReason {
  return { code, message, path };
}

/** Whether two plans keep the same of a run, so that a checkpoint of one can be read by the other. */
export function alike(a: Plan, b: Plan): boolean {
  return a.hiddenOutputs === b.hiddenOutputs && keeps(a) === keeps(b);
}

function keeps(plan: Plan): string {
  const frames = plan.frames.map((frame) => {
    const ids = (slots: Iterable<number>): string[] => [...slots].map((slot) => frame.slots[slot]?.id ?? '');
    return [
      frame.owner?.id ?? '',
      frame.vars.map(({ name }) => name),
      ids(frame.counted).sort(),
      ids(frame.listed).sort(),
      [frame.keepsOutputs, frame.hidesLists, frame.lookedInto],
      // A list of siblings under way is kept by index.
      frame.owner?.type === 'foreach' && frame.owner.parallel > 0,
    ];
  });
  return JSON.stringify(frames.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
}

/**
 * Why a document does not fit what is kept of a run, in document order; empty: it fits. `state` is the state of the
 * run at the point, by its own document.
 */
export function forkReasons(state: State, next: Plan, point: ForkPoint): readonly ForkReason[] {
  const { plan } = state;
  if (plan.profile.name !== next.profile.name) {
    const message = `the run followed the rules of ${plan.profile.name}, the document now asks for those of ${next.profile.name}`;
    return [reasonFor('fork/rules', message, ['semantics'])];
  }
  const frames = framesOf(state);
  const open = frames.filter(({ isOpen }) => isOpen).map(({ frame }) => frame);
  const used = usedSteps(
    state,
    frames.map(({ frame }) => frame),
  );
  const reasons = [...used].flatMap((step) => stepReason(step, next) ?? []);
  // Told by what is gone: what follows from it would only repeat it.
  if (reasons.length > 0) return reasons;
  return [
    ...open.flatMap((frame) => variableReasons(frame, next)),
    ...open.flatMap((frame) => orderReasons(frame, next)),
    ...open.flatMap((frame) => limitReason(frame, next, point)),
  ];
}

/** Every frame that is kept of a run, outermost first, and whether it is still under way. */
export function framesOf({ root }: State): readonly { readonly frame: Frame; readonly isOpen: boolean }[] {
  const frames: { frame: Frame; isOpen: boolean }[] = [];
  const visit = (frame: Frame, isOpen: boolean): void => {
    frames.push({ frame, isOpen });
    for (const inner of frame.inner) {
      if (inner?.kind === 'frame') visit(inner, isOpen && !inner.ended);
      if (inner?.kind === 'each')
        inner.frames.forEach((item, n) => item && visit(item, isOpen && !inner.ended[n]));
    }
  };
  visit(root, true);
  return frames;
}

/** Steps that have something in the kept part: an output, a call, a place in a body that is kept. */
function usedSteps(state: State, frames: readonly Frame[]): readonly StepPlan[] {
  const orders = new Set<number>(state.callNumbers.keys());
  state.recent.forEach((output, order) => output !== undefined && orders.add(order));
  for (const { plan, status: how } of frames)
    for (const step of plan.slots)
      if ((how[step.slot] ?? status.none) !== status.none) orders.add(step.order);
  return state.plan.steps.filter(({ order }) => orders.has(order));
}

function stepReason(step: StepPlan, next: Plan): ForkReason | undefined {
  const { id, type } = step;
  const now = next.byId.get(id);
  if (!now) {
    const owner = step.frame.owner;
    const path = (owner && next.byId.get(owner.id)?.path) ?? [];
    return type === 'loop'
      ? reasonFor(
          'fork/loop-gone',
          `the loop \`${id}\` is gone, and its iterations are part of what is kept`,
          path,
        )
      : reasonFor('fork/step-gone', `the step \`${id}\` is gone, and it has run in what is kept`, path);
  }
  if (now.type !== type)
    return reasonFor(
      'fork/type-changed',
      `\`${id}\` was ${typeName(type)} when it ran, now it is ${typeName(now.type)}`,
      [...now.path, 'type'],
    );
  if (ownersOf(step) !== ownersOf(now))
    return reasonFor(
      'fork/step-moved',
      `\`${id}\` was ${whereText(step)} when it ran, now it is ${whereText(now)}`,
      now.path,
    );
  return undefined;
}

function typeName(type: StepPlan['type']): string {
  return `${/^([aeiou]|llm)/.test(type) ? 'an' : 'a'} \`${type}\``;
}

/** Loops and foreaches around a step: what its address is made of. */
function ownersOf(step: StepPlan): string {
  const ids: string[] = [];
  for (let { owner } = step.frame; owner; owner = owner.frame.owner) ids.unshift(owner.id);
  return ids.join('/');
}

function whereText(step: StepPlan): string {
  const owners = ownersOf(step);
  return owners === '' ? 'in no loop' : `in \`${owners.split('/').join('` in `')}\``;
}

function variableReasons({ plan }: Frame, next: Plan): readonly ForkReason[] {
  const now = plan.owner ? next.byId.get(plan.owner.id) : undefined;
  const frame = !plan.owner ? next.root : now && 'inner' in now ? now.inner : undefined;
  const of = plan.owner ? ` of \`${plan.owner.id}\`` : '';
  return plan.vars
    .filter(({ name }) => !frame?.vars.some((known) => known.name === name))
    .map(({ name }) =>
      reasonFor(
        'fork/variable-gone',
        `the variable \`${name}\`${of} is gone, and what is kept has a value of it`,
        [...(now?.path ?? [])],
      ),
    );
}

/**
 * A body that is under way goes on behind its steps that have begun: up to them its lists of steps have to be
 * what they were.
 */
function orderReasons(frame: Frame, next: Plan): readonly ForkReason[] {
  const found = new Map<string, ForkReason>();
  const add = (reason: ForkReason): void => void found.set(reason.message, reason);
  for (const step of frame.plan.slots) {
    const how = frame.status[step.slot] ?? status.none;
    const now = next.byId.get(step.id);
    if (how === status.none || !now) continue;
    const begun = `\`${step.id}\`, which has begun in what is kept`;
    if (blockOf(step) !== blockOf(now)) {
      add(reasonFor('fork/step-moved', `the list of steps that holds ${begun} is another one now`, now.path));
      continue;
    }
    const [before, beforeNow] = [earlier(step, frame.plan.slots), earlier(now, next.steps)];
    for (const { id, path } of beforeNow)
      if (!before.some((one) => one.id === id))
        add(
          reasonFor('fork/step-added', `\`${id}\` now stands before ${begun}, and did not run there`, path),
        );
    for (const { id } of before) {
      const path = next.byId.get(id)?.path;
      if (path && !beforeNow.some((one) => one.id === id))
        add(reasonFor('fork/step-moved', `\`${id}\` no longer stands before ${begun}`, path));
    }
    if (how === status.open && siblings(step) !== siblings(now))
      add(reasonFor('fork/siblings', `${begun}, runs its siblings in another way now`, now.path));
  }
  return [...found.values()];
}

/** The list of steps that holds a step: its parent, and which of the parent's lists. */
function blockOf({ node }: StepPlan): string {
  return `${node.parent?.id ?? ''} ${node.blockIndex}`;
}

function earlier(step: StepPlan, among: readonly StepPlan[]): readonly StepPlan[] {
  return among.filter((one) => one.order < step.order && blockOf(one) === blockOf(step));
}

/** What runs side by side in a step that has begun is known by its index. */
function siblings(step: StepPlan): string {
  if (step.type === 'foreach') return String(step.parallel > 0);
  return step.type === 'parallel' ? step.steps.map(({ id }) => id).join(' ') : '';
}

/** A limit below what has been done would end the loop as if it had been reached just now. */
function limitReason(frame: Frame, next: Plan, point: ForkPoint): readonly ForkReason[] {
  const loop = next.byId.get(frame.plan.owner?.id ?? '');
  if (loop?.type !== 'loop' || typeof loop.maxIterations !== 'number') return [];
  const begun = frame.iteration + (frame.begun || frame.address === point.loop ? 1 : 0);
  if (loop.maxIterations >= begun) return [];
  const message = `\`${loop.id}\` may now run at most ${loop.maxIterations} iterations, and the fork is in its iteration ${begun - 1}`;
  return [reasonFor('fork/limit', message, [...loop.path, 'maxIterations'])];
}
