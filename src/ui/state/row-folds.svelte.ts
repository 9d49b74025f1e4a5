import type { IterationRow } from '../../worker/api';
import { allRows } from '../../worker/row-types';

type Row = Pick<IterationRow, 'address' | 'iteration'>;

/** Which rows of the iterations table hide what is nested in them. */
export class RowFolds {
  /** As the worker takes them: `address[iteration]`; with {@link allRows} among them, of the rows that are not folded. */
  rows = $state.raw<readonly string[]>([]);
  /** Rows are folded, those to come too, unless each was unfolded since. */
  readonly all = $derived(this.rows.includes(allRows));
  readonly #changed: () => void;

  /** `changed` is told of every fold. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  has(row: Row): boolean {
    return this.rows.includes(keyOf(row)) !== this.all;
  }

  toggle(row: Row): void {
    const { rows } = this;
    const key = keyOf(row);
    this.rows = rows.includes(key) ? rows.filter((one) => one !== key) : [...rows, key];
    this.#changed();
  }

  /** Folds all rows, or unfolds all. */
  toggleAll(): void {
    this.rows = this.all ? [] : [allRows];
    this.#changed();
  }

  /** Another document has taken the place of this one; gives the way back. */
  clear(): () => void {
    const { rows } = this;
    this.rows = [];
    return () => (this.rows = rows);
  }
}

function keyOf({ address, iteration }: Row): string {
  return `${address}[${iteration}]`;
}
