import { glance } from '../../expression';
import { isList, type Json, type JsonObject } from '../../json/json';
import { itemFrame } from '../apply-loops';
import type { Execution } from '../execution';
import { type Each, type Frame, type Scope, status } from '../frame';
import { ITEMS_LIMIT, OUTPUTS_LIMIT } from '../limits';
import { failing, type Outcome, type Work } from '../outcome';
import type { ForeachPlan } from '../plan';
import { runError, StepProblem } from '../problem';
import type { RunRecord } from '../records';
import { outputsTooLarge } from '../size';
import { runBlock } from './block';
import { addressOf, checkOutput, elapsed, endStep, failFromInside, guard, lessIdle, skips } from './end-step';
import { runSiblings } from './siblings';
import { withTimeout } from './timeout';
import { traceOf } from './trace';

/** Its steps once for each item; outputs in item order always. */
export function* runForeach(run: Execution, step: ForeachPlan, scope: Scope): Work {
  const { frame } = scope;
  const address = addressOf(frame, step);
  if (frame.status[step.slot] === status.none) {
    const at = run.time;
    const entered = guard(run, step, scope, at, () => {
      if (skips(run, step, scope, at)) return false;
      const items = itemsOf(step, step.items.store(scope, address, at));
      run.emit({ type: 'entered', at, address, items }, frame, step);
      return true;
    });
    if ('outcome' in entered) return entered.outcome;
    if (!entered.value) return undefined;
  }
  const each = frame.inner[step.slot];
  const open = frame.open[step.slot];
  if (each?.kind !== 'each' || !open) throw new Error('a foreach has started without its items');
  const work = step.parallel === 0 ? inOrder(run, step, scope, each) : sideBySide(run, step, scope, each);
  const outcome = yield* withTimeout(run, step, address, open.ran, work);
  if (step.parallel > 0 && !each.joined) run.emit({ type: 'joined', at: run.time, address }, frame, step);
  if (outcome?.kind === 'failing') return failFromInside(run, step, scope, open.at, outcome);
  if (outcome) return outcome;
  const ended = guard(run, step, scope, open.at, () => {
    const outputs = outputsOf(step, each);
    const output = { outputs, count: outputs.length };
    checkOutput(run, step, output);
    endStep(run, step, scope, open.at, output);
  });
  return 'outcome' in ended ? ended.outcome : undefined;
}

function itemsOf(step: ForeachPlan, items: Json): readonly Json[] {
  if (isList(items)) {
    if (items.length <= ITEMS_LIMIT) return items;
    const message = `\`items\` gave ${items.length.toLocaleString('en')} of them; at most ${ITEMS_LIMIT.toLocaleString('en')} are gone through`;
    throw new StepProblem('foreach/too-many-items', message, [...step.path, 'items']);
  }
  const message = `\`items\` gave ${glance(items)}; it must be a list`;
  throw new StepProblem('foreach/not-a-list', message, [...step.path, 'items']);
}

function* inOrder(run: Execution, step: ForeachPlan, scope: Scope, each: Each): Work {
  for (let index = 0; index < each.items.length; index++) {
    const outcome = yield* runItem(run, step, scope, each, index);
    if (outcome) return outcome;
  }
  return undefined;
}

function sideBySide(run: Execution, step: ForeachPlan, scope: Scope, each: Each): Work {
  const { frame } = scope;
  return runSiblings(run, step, each.address, {
    count: each.items.length,
    limit: step.parallel,
    work: (index) => runItem(run, step, scope, each, index),
    begun: (index) => frame.open[step.slot]?.begun?.has(index) === true,
    begin: (index) => {
      run.emit({ type: 'begun', at: run.time, address: each.address, index }, frame, step);
    },
  });
}

function* runItem(
  run: Execution,
  step: ForeachPlan,
  { frame: outer }: Scope,
  each: Each,
  index: number,
): Work {
  const before = each.ended[index];
  if (before) {
    if (before.left) return { kind: 'leaving', ...before.left };
    return before.outcome === 'failed' && before.error && step.onItemError === 'fail'
      ? failing(before.error)
      : undefined;
  }
  const frame = itemFrame(run.state, each, index, run.time);
  const outcome = yield* runBlock(run, step.inner.body, frame.scope);
  if (outcome?.kind === 'continuing') return outcome;
  endItem(run, step, outer, frame, index, outcome);
  outer.made += frame.made;
  if (outer.made > OUTPUTS_LIMIT) {
    return failing(runError(outputsTooLarge(outer, step.path), step.id, each.address), each.address);
  }
  const caught = outcome?.kind === 'failing' && outcome.owner === undefined && step.onItemError !== 'fail';
  return caught ? undefined : outcome;
}

function endItem(
  run: Execution,
  step: ForeachPlan,
  outer: Frame,
  frame: Frame,
  index: number,
  outcome: Outcome | undefined,
): void {
  const { startedAt: at, address } = frame;
  const record: Extract<RunRecord, { type: 'item' }> = {
    type: 'item',
    at,
    address,
    index,
    ms: elapsed(at, run.tick()),
    outputs: frame.outputsNow(),
    ...(outcome?.kind === 'failing' && { outcome: 'failed', error: outcome.error }),
    ...(outcome?.kind === 'leaving' && { outcome: 'left', left: { by: outcome.by, loop: outcome.loop } }),
    steps: traceOf(frame),
  };
  run.emit(lessIdle(record, frame.idleBefore, run.state.idle), outer, step, frame);
  run.gate.iterationEnded(address);
}

function outputsOf(step: ForeachPlan, { ended }: Each): readonly (JsonObject | null)[] {
  const outputs: (JsonObject | null)[] = [];
  for (const item of ended) {
    if (item?.outcome === undefined) outputs.push(item?.outputs ?? {});
    else if (step.onItemError === 'continue') outputs.push(null);
  }
  return outputs;
}
