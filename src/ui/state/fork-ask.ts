import type { ForkPoint } from '../../worker/fork-types';
import type { ForkWay } from './fork-ways';
import type { Forked, RunSnapshot } from '../../worker/api';

/** Asks from where, and with which values, a run is to be gone on with as a new one; the first way is chosen. */
export interface ForkAsk {
  readonly kind: 'fork';
  readonly runId: string;
  readonly number: number;
  readonly title: string;
  readonly ways: readonly [ForkWay, ...ForkWay[]];
}

/** Why there is no fork, in sentences; none when there is one. */
export function reasonsIn(forked: Forked | undefined): readonly string[] {
  if (!forked) return ['the interpreter does not answer'];
  if ('runId' in forked) return [];
  return 'reasons' in forked ? forked.reasons.map(({ message }) => message) : [forked.error.message];
}

/** Where a run stands that has not ended: everything it did so far is before that. */
export function pointOfHead({ place }: RunSnapshot): ForkPoint {
  const around = place?.loops.at(-1);
  const step = place && { step: place.stepId };
  return { loop: around?.address ?? '', iteration: around?.iteration ?? 0, ...step, head: true };
}

/** Where a failed run can be gone on with once its document is mended; undefined when it failed in no iteration. */
export function pointOfFailure({ error }: RunSnapshot): ForkPoint | undefined {
  const address = error?.address;
  if (error === undefined || address === undefined || address === '') return undefined;
  const inside = /^(.*)[[{](\d+)[\]}]\/([^/]*)$/.exec(address);
  const [, loop, iteration, step] = inside ?? [];
  if (error.code.startsWith('loop/')) return undefined;
  return loop === undefined
    ? undefined
    : { loop, iteration: Number(iteration), ...(step !== undefined && { step }) };
}
