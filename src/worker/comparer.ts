import type { Ports } from '../engine/ports';
import type { Program } from '../workflow/program';
import type { SemanticsName } from '../workflow/types';
import type { Comparison, CompareOptions } from './comparison';
import type { Entry } from './entry';

/** Lays runs side by side: of no use to a run, so it comes in a script of its own. */
export interface Comparer {
  /** One document under every rule book; `refusals` says which do not accept it and why. Nothing is kept. */
  books(
    program: Program,
    refusals: Readonly<Partial<Record<SemanticsName, string>>>,
    ports: Pick<Ports, 'model' | 'code' | 'fits' | 'turn'>,
    options: Omit<CompareOptions, 'text'> & { readonly cancelled: () => boolean },
  ): Promise<Comparison>;
  /** Stored runs, the first of them what the others are compared with. */
  runs(entries: readonly Entry[]): Promise<Comparison>;
}
