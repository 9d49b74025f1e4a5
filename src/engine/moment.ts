import { imported } from '../json/late';
import type { randomFrom } from './random';

/** Of random numbers, what comes with `calls.ts`. */
export const randoms: { from?: typeof randomFrom } = {};

/**
 * The place and instant of the evaluation that is going on: where `random`, `uuid` and `now` get theirs.
 * Random numbers derive from seed and address and are numbered from 0 in each field.
 */
export class Moment {
  /** Characters made since the run last waited for storage. */
  unstored = 0;
  private readonly seed: string | number;
  private address = '';
  private field = '';
  private at = 0;
  private source: (() => number) | undefined;

  constructor(seed: string | number) {
    this.seed = seed;
  }

  /** Evaluates something at a place; evaluations can nest, as reading `loop.maxIterations` may evaluate it. */
  within<T>(address: string, field: string, at: number, evaluate: () => T): T {
    const { address: outerAddress, field: outerField, at: outerAt, source } = this;
    this.address = address;
    this.field = field;
    this.at = at;
    this.source = undefined;
    try {
      return evaluate();
    } finally {
      this.address = outerAddress;
      this.field = outerField;
      this.at = outerAt;
      this.source = source;
    }
  }

  random(): number {
    this.source ??= imported(randoms.from, 'what makes random numbers')(this.seed, this.address, this.field);
    return this.source();
  }

  now(): number {
    return this.at;
  }
}
