import type { LoopView, RunSnapshot } from '../../worker/api';
import { counted, countText, durationText, sizeText } from '../values';

/** A run that took less than this is over before anybody reads how far it is, ms. */
const least = 2000;

/** A run at the instant from which its speed is measured: pauses before it do not count. */
export type Since = Pick<RunSnapshot, 'counts' | 'loops'> & { readonly at: number };

/** How far a run that is going on has come: iterations, how many a second, time to the limit, size of its journal. */
export function progressText(snapshot: RunSnapshot, since: Since, now: number): string {
  const { iterations } = snapshot.counts;
  const ran = now - since.at;
  if (snapshot.status !== 'running' || ran < least || iterations === 0) return '';
  const rate = ((iterations - since.counts.iterations) * 1000) / ran;
  const loop = loopAhead(snapshot);
  const before = since.loops.find(({ address }) => address === loop?.address)?.finished ?? 0;
  const done = loop ? loop.finished - before : 0;
  const left = loop && done > 0 ? ((loop.limit - loop.finished) * ran) / done : undefined;
  return [
    loop
      ? `${countText(loop.finished)} of at most ${countText(loop.limit)}`
      : counted(iterations, 'iteration'),
    `${rate < 10 ? rate.toFixed(1) : countText(Math.round(rate))} a second`,
    ...(left === undefined ? [] : [`${durationText(left)} to the limit at most`]),
    sizeText(snapshot.bytes),
  ].join(', ');
}

/** In few characters, for the title of the tab: `412/1,000`. */
export function shortProgress(snapshot: RunSnapshot): string {
  if (snapshot.status !== 'running' && snapshot.status !== 'paused') return '';
  const loop = loopAhead(snapshot);
  if (loop) return `${countText(loop.finished)}/${countText(loop.limit)}`;
  return snapshot.counts.iterations > 0 ? countText(snapshot.counts.iterations) : '';
}

/** Which part of its way to the limit a run that has not ended has come, from 0 to 1; undefined when that cannot be told. */
export function partDone(snapshot: RunSnapshot): number | undefined {
  if (!['running', 'paused', 'waiting'].includes(snapshot.status)) return undefined;
  const loop = loopAhead(snapshot);
  return loop && loop.limit > 0 ? loop.finished / loop.limit : undefined;
}

/** The outermost loop under way, when it has a limit: its end is the end that can be told. */
function loopAhead({
  loops,
}: Pick<RunSnapshot, 'loops'>): (LoopView & { readonly limit: number }) | undefined {
  const loop = loops.find(({ parent, stoppedBy }) => parent === undefined && stoppedBy === undefined);
  return loop && loop.limit !== null ? { ...loop, limit: loop.limit } : undefined;
}
