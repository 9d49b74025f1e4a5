import { own } from '../../json/json';
import type { Cursor, IterationRow } from '../../worker/api';
import type { Playground } from '../playground.svelte';
import type { Column } from './columns';
import type { RowWindow } from './row-window.svelte';

/** The moment a key leads to from the current one, inside the iterations table. */
export function tableKey(
  event: KeyboardEvent,
  playground: Playground,
  rows: RowWindow,
  columns: readonly Column[],
): Cursor | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const { here } = playground.run;
  const at = here && rows.indexOf(here.address, here.iteration);
  const row = at === undefined ? undefined : rows.rows.get(at);
  switch (event.key) {
    case 'ArrowUp':
    case 'ArrowDown': {
      const next = rows.rows.get((at ?? -1) + (event.key === 'ArrowUp' ? -1 : 1));
      return next && momentOf(next, here?.stepId);
    }
    case 'ArrowLeft':
    case 'ArrowRight': {
      if (!row) return undefined;
      const steps = [
        undefined,
        ...columns.filter((one) => own(row.cells, one.stepId)).map((one) => one.stepId),
      ];
      const next = steps.indexOf(here?.stepId) + (event.key === 'ArrowLeft' ? -1 : 1);
      return next < 0 || next >= steps.length ? undefined : momentOf(row, steps[next]);
    }
    case 'Home':
    case 'End':
      return edgeOf(playground, event.key);
    case 'Enter':
    case ' ':
      if (row && row.children > 0) {
        event.preventDefault();
        playground.folds.toggle(row);
      }
      return undefined;
  }
  return undefined;
}

function momentOf(row: IterationRow, stepId: string | undefined): Cursor {
  const { address, iteration } = row;
  return stepId !== undefined && own(row.cells, stepId)
    ? { address, iteration, stepId }
    : { address, iteration };
}

/** First or last iteration of the loop that is looked at. */
function edgeOf({ run }: Playground, key: 'Home' | 'End'): Cursor | undefined {
  const { here } = run;
  if (!here) return undefined;
  const begun = run.loopView(here.address)?.begun ?? here.iteration + 1;
  return { address: here.address, iteration: key === 'Home' ? 0 : begun - 1 };
}
