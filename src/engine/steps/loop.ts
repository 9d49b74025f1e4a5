import { imported } from '../../json/late';
import type { Json } from '../../json/json';
import { check } from '../check';
import type { Execution } from '../execution';
import { Frame, type Scope, status } from '../frame';
import { limitOf } from '../limit';
import { loopResult, variablesOf } from '../loop-result';
import { type Failing, failing, type Outcome, type Work } from '../outcome';
import type { LoopPlan } from '../plan';
import { runError, StepProblem } from '../problem';
import type { RunError, RunRecord, StoppedBy } from '../records';
import { countMade } from '../size';
import { runAhead, runBlock } from './block';
import { addressOf, checkOutput, elapsed, endStep, failFromInside, guard, lessIdle, skips } from './end-step';
import { traceOf } from './trace';
import type { withTimeout } from './timeout';
import { initialValues } from './workflow';

/** Of limits, what comes with `later.ts`. */
export const limits: { withTimeout?: typeof withTimeout } = {};

/** A loop: enters it or goes on in it, and gives its result. */
export function* runLoop(run: Execution, step: LoopPlan, scope: Scope): Work {
  const { frame: outer } = scope;
  const address = addressOf(outer, step);
  let loop = outer.inner[step.slot];
  if (loop?.kind !== 'frame' || outer.status[step.slot] === status.none) {
    const at = run.time;
    const entered = guard(run, step, scope, at, () => {
      if (skips(run, step, scope, at)) return false;
      const vars = initialValues(step.inner.vars, scope, address, at);
      run.emit({ type: 'loop-started', at, address, vars }, outer, step);
      return true;
    });
    if ('outcome' in entered) return entered.outcome;
    if (!entered.value) return undefined;
    loop = outer.inner[step.slot];
  }
  if (!(loop instanceof Frame)) throw new Error('a loop has started without a frame');
  const frame = loop;

  const work = iterate(run, step, outer, frame);
  const left = yield* step.timeoutMs === undefined
    ? work
    : imported(limits.withTimeout, 'what limits time')(run, step, frame.address, frame.ran, work);
  if (left?.kind === 'continuing') return left;
  if (!frame.ended) endLoop(run, step, outer, frame, left);
  if (left?.kind === 'failing') return failFromInside(run, step, scope, frame.loopStartedAt, left);
  if (left) return left;
  const ended = guard(run, step, scope, frame.loopStartedAt, () => {
    // What its last iteration gave is part of what the iteration around it gives.
    countMade(run.plan.moment, outer, frame.made, step.path);
    const output = loopResult(frame, frame.stop ?? 'until');
    checkOutput(run, step, output);
    endStep(run, step, scope, frame.loopStartedAt, output);
  });
  return 'outcome' in ended ? ended.outcome : undefined;
}

/** Iterates until the loop has ended; what it gives is what goes on past the loop. */
function* iterate(run: Execution, step: LoopPlan, outer: Frame, frame: Frame): Work {
  for (;;) {
    if (frame.stop !== undefined) return recallEnd(frame);
    const every = step.continueAsNewEvery;
    if (every !== undefined && frame.finished - frame.link >= every) return { kind: 'continuing' };
    if (!frame.begun && checksBefore(step, frame.iteration) && step.until) {
      const checked = check(run, frame, step.until, frame.scope, 'before');
      if (checked.kind === 'failed') return checked.failing;
      run.tellCheck(outer, step, frame, checked.value ?? null);
      if (checked.stops) return undefined;
    }
    const ahead = runAhead(run, step.inner.body, frame.scope);
    const outcome = ahead === 'rest' ? yield* runBlock(run, step.inner.body, frame.scope) : ahead;
    if (outcome?.kind === 'continuing') return outcome;
    const past = endIteration(run, step, outer, frame, outcome);
    if (past) return past;
    if (step.inner.body.length === 0 && run.attention) {
      const cut = yield* run.pass(step, frame.scope);
      if (cut) return cut;
    }
  }
}

function recallEnd(frame: Frame): Outcome | undefined {
  if (frame.stop === 'error' && frame.stopError) return failing(frame.stopError, frame.address);
  return frame.left && { kind: 'leaving', ...frame.left };
}

function checksBefore(step: LoopPlan, iteration: number): boolean {
  switch (step.check) {
    case 'before':
    case 'before-and-after':
      return true;
    case 'each-step':
      return iteration === 0;
    case 'after':
      return false;
  }
}

type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** How an iteration ended and what follows for the loop. */
interface End {
  stop?: StoppedBy | 'next';
  verdict?: Json;
  error?: RunError;
  past?: Outcome;
}

/** Records the end of an iteration: `exit` seen, then the check, then the limit. Gives what goes on past the loop. */
function endIteration(
  run: Execution,
  step: LoopPlan,
  outer: Frame,
  frame: Frame,
  outcome: Outcome | undefined,
): Outcome | undefined {
  run.tick();
  const end = leftBy(frame, outcome) ?? checkedAndCounted(run, step, frame, outcome !== undefined);
  const { iteration, startedAt, address } = frame;
  const { past } = end;
  // Made member by member: this is done for each iteration, and spreads took a tenth of its time.
  const record: Draft<Extract<RunRecord, { type: 'iteration' }>> = {
    type: 'iteration',
    at: startedAt,
    address,
    iteration,
    ms: elapsed(startedAt, run.time),
    outputs: frame.outputsNow(),
    steps: traceOf(frame),
  };
  if (frame.plan.vars.length > 0) record.vars = variablesOf(frame);
  if (end.verdict !== undefined) record.verdict = end.verdict;
  if (end.stop) record.stop = end.stop;
  if (past?.kind === 'leaving') record.left = { by: past.by, loop: past.loop };
  if (end.error) record.error = end.error;
  run.emit(lessIdle(record, frame.idleBefore, run.state.idle), outer, step, frame);
  run.gate.iterationEnded(address);
  return past;
}

/** The end of an iteration whose body was left for good; undefined when checks and limit follow. */
function leftBy(frame: Frame, outcome: Outcome | undefined): End | undefined {
  if (outcome?.kind === 'failing') return { stop: 'error', error: outcome.error, past: outcome };
  if (outcome?.kind !== 'leaving') return undefined;
  if (outcome.loop !== frame.address) return { stop: 'exit', past: outcome };
  switch (outcome.by) {
    case 'exit':
      return { stop: 'exit' };
    case 'until':
      return { stop: 'until', verdict: true };
    case 'next':
      return undefined;
  }
}

function checkedAndCounted(run: Execution, step: LoopPlan, frame: Frame, next: boolean): End {
  const end: End = next ? { stop: 'next' } : {};
  // In a check after it, the iteration is finished: `loop.outputs` includes it though its record follows.
  if (frame.plan.keepsOutputs) frame.outputs.push(frame.outputsNow());
  try {
    if (step.until && step.check !== 'before') {
      const checked = check(run, frame, step.until, frame.scope, 'after');
      if (checked.kind === 'failed') {
        return { stop: 'error', error: checked.failing.error, past: checked.failing };
      }
      end.verdict = checked.value ?? null;
      if (checked.warning) end.error = checked.warning;
      if (checked.stops) return { ...end, stop: 'until' };
    }
    return limited(run, step, frame, end);
  } finally {
    if (frame.plan.keepsOutputs) frame.outputs.pop();
  }
}

function limited(run: Execution, step: LoopPlan, frame: Frame, end: End): End {
  try {
    const limit = limitOf(frame, run.plan.profile);
    if (limit === null || frame.iteration + 1 < limit) return end;
    if (step.onMaxReached === 'return-last') return { ...end, stop: 'max' };
    throw new StepProblem(
      'loop/max-iterations',
      `the loop \`${step.id}\` reached its limit of ${limit} and \`until\` was never true`,
      [...step.path, 'onMaxReached'],
    );
  } catch (error) {
    if (!(error instanceof StepProblem)) throw error;
    const past: Failing = failing(runError(error, step.id, frame.address), frame.address);
    return { ...end, stop: 'error', error: past.error, past };
  }
}

/** Records the end of a loop, also of one that is left or failed. */
function endLoop(
  run: Execution,
  step: LoopPlan,
  outer: Frame,
  frame: Frame,
  past: Outcome | undefined,
): void {
  const at = frame.loopStartedAt;
  const stoppedBy = frame.stop ?? (past?.kind === 'failing' ? 'error' : past ? 'exit' : 'until');
  const { address, finished: iterations } = frame;
  const ms = elapsed(at, run.tick());
  const error = past?.kind === 'failing' ? { error: past.error } : {};
  const record = { type: 'loop-ended', at, address, iterations, stoppedBy, ms, ...error } as const;
  run.emit(lessIdle(record, at - frame.ran, run.state.idle), outer, step);
}
