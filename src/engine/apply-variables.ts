import type { Json, JsonObject } from '../json/json';
import { latchIndex, type Scope } from './frame';
import type { FramePlan, StepPlan } from './plan';

/** Writes variables where they are declared, or into the overlay of the sibling on the way there. */
export function write(scope: Scope, target: FramePlan, slot: number, index: number, value: Json): void {
  for (let at: Scope | undefined = scope; at; at = at.up) {
    if (at.overlay) {
      at.overlay.vars.set(index, value);
      return;
    }
    if (at.frame.plan === target) {
      at.frame.vars[slot] = value;
      return;
    }
  }
}

/** Writes what a `set` gave. */
export function applySets(scope: Scope, step: StepPlan, values: JsonObject): void {
  if (step.type !== 'set') return;
  for (const { name, variable, frame } of step.values) {
    write(scope, frame, variable.slot, variable.index, values[name] ?? null);
  }
}

/** Notes that `until` of a loop has turned true, for the sibling that saw it until all have ended. */
export function latchFrame(scope: Scope, plan: FramePlan): void {
  for (let at: Scope | undefined = scope; at; at = at.up) {
    if (at.overlay) {
      at.overlay.vars.set(latchIndex(plan), true);
      return;
    }
    if (at.frame.plan === plan) {
      at.frame.latched = true;
      return;
    }
  }
}
