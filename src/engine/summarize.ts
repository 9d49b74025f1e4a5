import type { Json, JsonObject } from '../json/json';
import type { Each, Frame } from './frame';
import type { Run, RunDiagnostic, RunError, RunStatus } from './records';
import { mostSummaries, type State } from './state';
import { countsOf, diagnosticOf, loopsOf } from './summary';

/** What a run is called and where it stands, as kept beside its records. */
export interface RunHead {
  readonly id: string;
  readonly name: string;
  readonly status: RunStatus;
  readonly seed: string | number;
  readonly inputs: JsonObject;
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly continuedFrom?: string;
  readonly successor?: string;
}

/** A run as the message protocol tells it, also while it goes on. `place` finds an error's range in the text. */
export function summarize(
  state: State,
  head: RunHead,
  place: (error: RunError) => RunDiagnostic['range'],
): Run {
  const { ending, plan } = state;
  const { name, status, ...rest } = head;
  return {
    ...rest,
    name,
    status,
    semantics: plan.profile.name,
    outputs: ending?.outputs ?? null,
    ...(ending?.error && { error: diagnosticOf(ending.error, place(ending.error)) }),
    steps: stepsOf(state),
    loops: loopsOf(state),
    calls: state.calls.slice(-mostSummaries),
    counts: countsOf(state),
  };
}

/** The most recent output of every step that has ended, in document order; parallel items in item order. */
function stepsOf(state: State): JsonObject {
  const recent = [...state.recent];
  const visit = (inner: Frame | Each | undefined): void => {
    if (inner === undefined) return;
    for (const frame of inner.kind === 'each' ? inner.frames : [inner]) {
      if (!frame) continue;
      if (frame.scope.overlay)
        for (const [order, output] of frame.apart?.recent ?? []) recent[order] = output;
      frame.inner.forEach(visit);
    }
  };
  visit(state.root);
  const outputs: [string, Json][] = [];
  for (const step of state.plan.steps) {
    const output = recent[step.order];
    if (step.visible && output !== undefined) outputs.push([step.id, output]);
  }
  return Object.fromEntries(outputs);
}
