import { roundStep } from '../run/scale';
import { countText } from '../values';
import type { Line } from './lines.svelte';

/** A value and where it is drawn. */
export interface Mark {
  readonly value: number;
  readonly text: string;
}

/** The values an axis shows, with the marks on it. */
export interface Axis {
  readonly low: number;
  readonly high: number;
  readonly marks: readonly Mark[];
}

/** A comparison of a drawn number with a constant, found in `until`. */
export interface Threshold {
  readonly value: number;
  /** As in the source, from the operator on: `>= 8`. */
  readonly text: string;
}

/** Where the iteration that stopped the loop is drawn, and in what words. */
export interface Stop {
  readonly iteration: number;
  readonly word: string;
  readonly by: 'until' | 'max' | 'exit';
}

/** The last point of a line that has a value, and the value; undefined: it has none. */
export function lastOf({
  high,
}: Pick<Line, 'high'>): { readonly point: number; readonly value: number } | undefined {
  const point = high.findLastIndex((value) => value !== null);
  const value = high[point];
  return value === null || value === undefined ? undefined : { point, value };
}

/** From iterations and values to px, and from points to the middle of the iterations they stand for. */
export interface Scale {
  readonly x: (iteration: number) => number;
  readonly y: (value: number) => number;
  readonly at: (point: number) => number;
}

/** Path of a line: it joins neighbours, and is broken where there is no number. */
export function pathOf({ low, high }: Pick<Line, 'low' | 'high'>, { x, y, at }: Scale): string {
  let path = '';
  let open = false;
  low.forEach((value, n) => {
    const top = high[n] ?? null;
    if (value === null || top === null) {
      open = false;
      return;
    }
    const across = x(at(n)).toFixed(1);
    path += `${open ? 'L' : 'M'}${across} ${y(top).toFixed(1)}`;
    if (top !== value) path += `V${y(value).toFixed(1)}`;
    open = true;
  });
  return path;
}

/** An axis over values, with about `wanted` marks at round numbers; it begins at 0 when that is not far. */
export function axisOf(values: readonly number[], wanted: number): Axis {
  const finite = values.filter((value) => Number.isFinite(value));
  if (finite.length === 0)
    return {
      low: 0,
      high: 1,
      marks: [
        { value: 0, text: '0' },
        { value: 1, text: '1' },
      ],
    };
  let low = finite.reduce((a, b) => Math.min(a, b));
  let high = finite.reduce((a, b) => Math.max(a, b));
  if (low > 0 && low < high * 0.75) low = 0;
  if (high < 0 && high > low * 0.75) high = 0;
  if (low === high) {
    low = Math.min(0, low);
    high = Math.max(low < 0 ? 0 : 1, high);
  }
  const step = roundStep((high - low) / Math.max(1, wanted));
  const begin = Math.floor(low / step + 1e-9);
  const end = Math.ceil(high / step - 1e-9);
  const marks = Array.from({ length: end - begin + 1 }, (_, n): Mark => {
    const value = Number(((begin + n) * step).toPrecision(12));
    return { value, text: value.toLocaleString('en-US', { maximumFractionDigits: 10 }) };
  });
  // Nothing is added but the sign of a zero taken away.
  return { low: begin * step + 0, high: end * step + 0, marks };
}

/** What `until` compares a number with, as far as it stands there as a constant. */
export function thresholdsOf(until: string, name: string): readonly Threshold[] {
  const plain = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('\\.', '\\??\\.');
  const number = String.raw`(-?\d+(?:\.\d+)?)`;
  const after = new RegExp(String.raw`(?<![\w$.])${plain}\s*(>=|<=|>|<|===?)\s*${number}(?![\w.])`, 'g');
  const before = new RegExp(String.raw`(?<![\w$.])${number}\s*(>=|<=|>|<|===?)\s*${plain}(?![\w$.(\[])`, 'g');
  return [
    ...[...until.matchAll(after)].map(([, operator = '', value = '']) => ({
      value: Number(value),
      text: `${operator} ${value}`,
    })),
    ...[...until.matchAll(before)].map(([, value = '', operator = '']) => ({
      value: Number(value),
      text: `${value} ${operator}`,
    })),
  ];
}

/** Which iterations the points of lines stand for. */
export interface Points {
  /** Number of the first iteration there is, and of the last one plus one. */
  readonly first: number;
  readonly end: number;
  /** Iterations a point stands for; the last one may have fewer. */
  readonly bucket: number;
}

/** The iterations of a point in words: `7`, or `64 – 127`. */
export function iterationsText({ first, end, bucket }: Points, point: number): string {
  const begin = first + point * bucket;
  return spanText(begin, Math.max(begin, Math.min(end, begin + bucket) - 1));
}

/** The lowest and the highest value of a point in words; a dash where there is no number. */
export function valueText({ low, high }: Pick<Line, 'low' | 'high'>, point: number): string {
  const least = low[point] ?? null;
  const most = high[point] ?? null;
  return least === null || most === null ? '–' : spanText(least, most);
}

function spanText(from: number, to: number): string {
  return from === to ? countText(from) : `${countText(from)} – ${countText(to)}`;
}

/**
 * How many iterations make one point, so that no more points are drawn than there are columns of pixels. A power of
 * two: while a run goes on it seldom changes, and only then everything has to be read again.
 */
export function bucketOf(iterations: number, room: number): number {
  if (iterations <= mostPoints) return 1;
  return 2 ** Math.ceil(Math.log2(iterations / Math.max(100, Math.floor(room))));
}

/** Beyond this many iterations several share a point. */
const mostPoints = 2000;

/** The numbers under the axis: each iteration while there is room, else round ones. */
export function iterationMarks(length: number, room: number): readonly number[] {
  const least = Math.max(1, length / Math.max(1, room / 56));
  const step = length <= 40 && room / length >= 24 ? 1 : Math.max(1, roundStep(least));
  return Array.from({ length: Math.ceil(length / step) }, (_, n) => n * step);
}
