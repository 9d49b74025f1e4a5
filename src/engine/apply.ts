import { type Located, locate } from './address';
import { endItem, endIteration, endLoop, itemFrame, startLoop } from './apply-loops';
import type { join } from './apply-siblings';
import {
  attempted,
  called,
  ended,
  enter,
  forget,
  opened,
  setVariables,
  statusNames,
  stepOutput,
  endOf,
} from './apply-steps';
import { applySets, latchFrame } from './apply-variables';
import { imported } from '../json/late';
import type { JsonObject } from '../json/json';
import { type Scope, scopeOf, status } from './frame';
import type { RunRecord } from './records';
import type { State } from './state';

/** Of folding, what comes with `steps/later.ts`. */
export const folds: { join?: typeof join } = {};

/** Folds one record into the state. Finds the place by the record's address. */
export function apply(state: State, record: RunRecord): void {
  if (!('address' in record)) {
    applyToRun(state, record);
    return;
  }
  const place = locate(state.root, record.address, (each, index) => itemFrame(state, each, index, record.at));
  // A record whose place is gone was made superfluous by a later one of the same commit.
  if (place) applyAt(state, record, place);
}

/** Folds one record into the state at a place that is known. */
export function applyAt(state: State, record: Extract<RunRecord, { address: string }>, place: Located): void {
  const { frame, step } = place;
  state.records++;
  frame.begun = true;
  // Each case reads its own kind of record: what reads all kinds in one place is looked up each time, which is slow.
  switch (record.type) {
    case 'entered':
      reach(state, record.at);
      enter(state, record, place);
      break;
    case 'begun':
      reach(state, record.at);
      (opened(state, frame, step, record.at).begun ??= new Set()).add(record.index);
      break;
    case 'called':
      reach(state, record.at);
      called(state, record, place);
      break;
    case 'attempt':
      reach(state, record.at, record.ms);
      attempted(state, record, place);
      break;
    case 'step':
      reach(state, record.at, record.ms, record.idle);
      if (record.error) {
        state.counts.failures++;
        frame.errors[step.slot] = record.error;
      }
      ended(
        state,
        frame,
        step,
        record.status ? statusNames[record.status] : status.done,
        stepOutput(frame, step, record),
        record.at,
        record.ms,
      );
      if (step.type === 'loop' || step.type === 'foreach') forget(frame, step);
      break;
    case 'set':
      reach(state, record.at, record.ms);
      applySets(scopeOf(frame, step), step, record.values);
      ended(state, frame, step, status.done, record.values, record.at, record.ms);
      break;
    case 'failed':
      reach(state, record.at, record.ms, record.idle);
      state.counts.failures++;
      frame.errors[step.slot] = record.error;
      ended(state, frame, step, status.failed, undefined, record.at, record.ms);
      break;
    case 'taken':
      reach(state, record.at, record.ms);
      frame.taken[step.slot] = { by: record.by, loop: record.loop };
      if (record.by === 'until') latch(scopeOf(frame, step), record.loop);
      else ended(state, frame, step, status.taken, { taken: true }, record.at, record.ms);
      break;
    case 'joined':
      reach(state, record.at);
      imported(folds.join, 'what joins siblings')(state, record, place);
      break;
    case 'loop-started':
      reach(state, record.at);
      startLoop(state, record, place);
      break;
    case 'iteration':
      reach(state, record.at, record.ms, record.idle);
      endIteration(state, record, place);
      break;
    case 'item':
      reach(state, record.at, record.ms, record.idle);
      endItem(state, record, place);
      break;
    case 'loop-ended':
      reach(state, record.at, record.ms, record.idle);
      endLoop(state, record, place);
      break;
  }
}

/** The run has got as far as the end of what is told. */
function reach(state: State, at: number, ms = 0, idle = 0): void {
  const until = ms > 0 ? endOf(at, ms, idle) : at;
  if (until > state.lastAt) state.lastAt = until;
}

/** Notes that a loop's `until` was true, in the overlay of the sibling on the way there as with a variable. */
function latch(scope: Scope, loop: string): void {
  let target: Scope | undefined = scope;
  while (target && !(target.frame.plan.kind === 'loop' && target.frame.address === loop)) target = target.up;
  if (target) latchFrame(scope, target.frame.plan);
}

/** Gives some variables of a body that is under way other values. */
function changeVariables({ root }: State, address: string, values: JsonObject): void {
  const place = address === '' ? undefined : locate(root, address, () => root);
  const inner = place ? place.frame.inner[place.step.slot] : root;
  if (inner?.kind !== 'frame') return;
  for (const { name, slot } of inner.plan.vars)
    if (Object.hasOwn(values, name)) inner.vars[slot] = values[name] ?? null;
}

function applyToRun(state: State, record: Exclude<RunRecord, { address: string }>): void {
  state.records++;
  state.lastAt = record.at;
  switch (record.type) {
    case 'run-started':
      state.started = true;
      state.root.startedAt = record.at;
      setVariables(state.root, record.vars);
      break;
    case 'resumed':
      state.idle += record.idle;
      if (record.reload) state.counts.resumes++;
      break;
    case 'forked':
      for (const [address, values] of Object.entries(record.vars ?? {}))
        changeVariables(state, address, values);
      break;
    case 'run-ended': {
      const { status: how, outputs, error, at } = record;
      state.ending = { status: how, outputs, at, ...(error && { error }) };
      break;
    }
  }
}
