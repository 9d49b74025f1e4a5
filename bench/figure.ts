/** One line of the table: a measured figure, what it is compared with, and the least or most the ratio may be. */
export interface Figure {
  /** What was measured, in a few words. */
  readonly name: string;
  /** Median of the subject, with its unit. */
  readonly subject: Amount;
  /** Median of the reference in the same run; absent: the figure stands alone. */
  readonly reference?: Amount & { readonly of: string };
  /** How the two compare; the median over the pairs that were measured next to each other. */
  readonly ratio?: number;
  /** What decides the verdict: the ratio where there is one, else the subject's amount. Absent: only reported. */
  readonly bar?: { readonly least: number } | { readonly most: number };
  /** What is worth knowing about how the figure came about. */
  readonly note?: string;
}

/** A number and its unit, as the table writes it. */
export interface Amount {
  readonly value: number;
  readonly unit: string;
}

/** A row of the benchmark: measures, and gives one or more lines of the table. */
export type Row = () => Promise<readonly Figure[]>;

/** The middle one, or the mean of the two in the middle. Throws when there is none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[sorted.length >> 1];
  const lower = sorted[(sorted.length - 1) >> 1];
  if (upper === undefined || lower === undefined) throw new Error('There is no median of nothing.');
  return (lower + upper) / 2;
}

/** The mean that ratios have: the twice as fast and the half as fast cancel each other. */
export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}
