import { countText } from '../values';

/** A mark on the scrubber's track, in iterations from its start. */
export interface Tick {
  readonly at: number;
  readonly text: string;
}

/** How iterations lie on the track. */
export interface Scale {
  /** Iterations the track is long. */
  readonly length: number;
  /** Each iteration has its slot; otherwise only every so many are marked. */
  readonly slots: boolean;
  readonly limit: number | null;
  readonly ticks: readonly Tick[];
}

/** Above this many iterations slots become tens, hundreds … */
const mostSlots = 40;

/**
 * Lays out a loop that began `begun` iterations. `limit` null: an open track a little longer than
 * what has been.
 */
export function scaleOf(begun: number, limit: number | null, room: number): Scale {
  const known = limit === null ? Math.max(8, begun + 2) : Math.max(limit, begun, 1);
  if (known <= mostSlots) {
    const every = Math.max(1, Math.ceil(28 / Math.max(1, room / known)));
    const ticks = Array.from({ length: known }, (_, n) => ({
      at: n,
      text: n % every === 0 ? String(n) : '',
    }));
    return { length: known, slots: true, limit, ticks };
  }
  const length = limit === null ? Math.ceil(begun * 1.1) : known;
  const unit = Math.max(1, roundStep(length / Math.max(2, Math.min(8, room / 110))));
  const ticks: Tick[] = [];
  for (let at = 0; at <= length; at += unit) ticks.push({ at, text: countText(at) });
  return { length, slots: false, limit, ticks };
}

/** The next of 1, 2, 5 times a power of ten: a distance between marks that people count in. */
export function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5, 10].find((one) => one * power >= least * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** Part of an iteration that has passed at a step: `in` is its middle, `check` the wait for `until`. */
export function partOf(step: number, steps: number, phase: 'before' | 'in' | 'after' | 'check'): number {
  const parts = steps + 1;
  switch (phase) {
    case 'before':
      return step / parts;
    case 'in':
      return (step + 0.5) / parts;
    case 'after':
      return (step + 1) / parts;
    case 'check':
      return steps / parts;
  }
}
