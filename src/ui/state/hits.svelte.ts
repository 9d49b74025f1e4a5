import { isObject, own, type Json } from '../../json/json';
import type { Cursor, RunSnapshot } from '../../worker/api';

/** Hits that are remembered, of all runs together. */
const most = 100;

/** A moment at which a run was held by a breakpoint. */
export interface Hit extends Cursor {
  readonly runId: string;
}

/** Where runs were held by breakpoints. The record of a run does not tell of them: it would be another run with them. */
export class Hits {
  all = $state.raw<readonly Hit[]>([]);

  /** Takes note of a run that stands at a breakpoint; whether that was news. */
  hear({ runId, atBreakpoint, place }: RunSnapshot): boolean {
    const inner = place?.loops.at(-1);
    if (atBreakpoint !== true || !place || !inner) return false;
    const { address, iteration } = inner;
    const hit = { runId, address, iteration, ...(place.stepId !== inner.id && { stepId: place.stepId }) };
    const others = this.all.filter((one) => !isSame(one, hit));
    if (others.length < this.all.length) return false;
    this.all = [...others, hit].slice(-most);
    return true;
  }

  /** Takes over what was stored; what does not fit is left out. */
  restore(stored: Json | undefined): void {
    this.all = Array.isArray(stored) ? stored.flatMap((one: Json) => readHit(one)) : [];
  }

  json(): Json {
    return this.all.map((one) => ({ ...one }));
  }
}

function isSame(a: Hit, b: Hit): boolean {
  return (
    a.runId === b.runId && a.address === b.address && a.iteration === b.iteration && a.stepId === b.stepId
  );
}

function readHit(stored: Json): Hit[] {
  if (!isObject(stored)) return [];
  const runId = own(stored, 'runId');
  const address = own(stored, 'address');
  const iteration = own(stored, 'iteration');
  const stepId = own(stored, 'stepId');
  if (typeof runId !== 'string' || typeof address !== 'string' || typeof iteration !== 'number') return [];
  return [{ runId, address, iteration, ...(typeof stepId === 'string' ? { stepId } : {}) }];
}
