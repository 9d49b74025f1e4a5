import type { Run } from '../engine/records';
import type { ExpressionTree } from '../expression';
import type {
  Condition,
  Cursor,
  Made,
  MeasuredPage,
  MeasureQuery,
  RowQuery,
  SeriesQuery,
  WorkerApi,
} from './api';
import type { Entry } from './entry';
import type { RunModel } from './run-model';
import type { salvage } from './salvage';

type Answer<
  Name extends
    | ('rows' | 'cell' | 'scope' | 'neighbour' | 'momentAt' | 'explain' | 'explainRows' | 'making' | 'series')
    | 'records',
> = ReturnType<WorkerApi[Name]>;

/**
 * What the page asks about an open run whose rows have been read: of no use to the run itself, so it comes later.
 */
export interface Views {
  /** Before anything else is asked of a run: gives its model the history. */
  open(model: RunModel): void;
  readonly salvage: typeof salvage;
  rows(entry: Entry, query: RowQuery): Answer<'rows'>;
  cell(entry: Entry, cursor: Cursor): Answer<'cell'>;
  scope(entry: Entry, cursor: Cursor): Answer<'scope'>;
  neighbour(entry: Entry, from: Cursor, unit: 'step' | 'iteration', back: boolean): Answer<'neighbour'>;
  momentAt(entry: Entry, loop: string, iteration: number, stepId: string | undefined): Answer<'momentAt'>;
  explain(entry: Entry, loop: string, iteration: number, condition?: Condition): Answer<'explain'>;
  explainRows(
    entry: Entry,
    loop: string,
    from: number,
    count: number,
    condition?: Condition,
  ): Answer<'explainRows'>;
  making(entry: Entry, made: Made): Answer<'making'>;
  series(entry: Entry, query: SeriesQuery): Answer<'series'>;
  measure(entry: Entry, query: MeasureQuery, trees: readonly ExpressionTree[]): Promise<MeasuredPage>;
  records(entry: Entry, from: number, limit: number): Answer<'records'>;
  recordsUpTo(entry: Entry, cursor: Cursor): Promise<number>;
  run(entry: Entry): Run;
}
