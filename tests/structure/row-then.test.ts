import { describe, expect, test } from 'vitest';
import { levelsOf } from '../../src/ui/moment';
import { rowThen } from '../../src/ui/structure/row-then';
import type { Cell, Cursor, IterationRow, LoopView } from '../../src/worker/api';
import { checkText } from '../ui/fake-outline';

const say = (id: string): object => ({ id, type: 'set', values: { a: 1 } });
const { outline } = checkText(
  JSON.stringify({
    steps: [
      say('first'),
      {
        id: 'outer',
        type: 'loop',
        maxIterations: 2,
        steps: [
          say('a'),
          { id: 'choose', type: 'sequence', steps: [say('b'), say('c')] },
          { id: 'inner', type: 'loop', maxIterations: 2, steps: [say('d'), say('e')] },
          { id: 'late', type: 'loop', maxIterations: 2, steps: [say('f')] },
        ],
      },
      say('last'),
    ],
  }),
);

const cells = (...ids: string[]): Record<string, Cell> =>
  Object.fromEntries(ids.map((id): [string, Cell] => [id, { status: 'done', glance: [], ms: 1 }]));
const loop = (id: string, address: string): LoopView => ({
  ...{ id, address, kind: 'loop', iteration: 1, begun: 2, finished: 2, limit: 2 },
});
const outer: IterationRow = {
  ...{ address: 'outer', loopId: 'outer', kind: 'iteration', iteration: 0, numbers: [0], open: false },
  ...{
    failed: true,
    verdict: { kind: 'true', text: 'true' },
    stop: 'until',
    ms: 1,
    startedAt: 0,
    children: 3,
  },
  cells: cells('a', 'choose', 'b', 'c', 'inner', 'late'),
  nested: [loop('inner', 'outer[0]/inner'), loop('late', 'outer[0]/late')],
};
const whole: IterationRow = {
  ...outer,
  address: '',
  loopId: '',
  cells: cells('first', 'outer', 'last'),
  nested: [loop('outer', 'outer')],
};

function at(row: IterationRow, cursor: Cursor): { readonly row: IterationRow; readonly said: string } {
  const then = rowThen(row, cursor, levelsOf(cursor), outline);
  const said = Object.entries(then.cells).map(([id, { status }]) => `${id} ${status}`);
  return { row: then, said: [...said, ...then.nested.map(({ id }) => id)].join(', ') };
}

describe('a row at a moment of the record', () => {
  test.each<[row: IterationRow, cursor: Cursor, said: string]>([
    [outer, { address: 'outer', iteration: 0, stepId: 'a' }, 'a done'],
    [outer, { address: 'outer', iteration: 0, stepId: 'b' }, 'a done, choose running, b done'],
    [
      outer,
      { address: 'outer[0]/inner', iteration: 1 },
      'a done, choose done, b done, c done, inner running, inner',
    ],
    [whole, { address: '', iteration: 0, stepId: 'first' }, 'first done'],
    [whole, { address: 'outer', iteration: 1 }, 'first done, outer running, outer'],
  ])('has nothing that came later: %#', (row, cursor, said) => {
    const then = at(row, cursor);
    expect(then.said).toBe(said);
    expect(then.row).toMatchObject({ open: true, failed: false, verdict: { kind: 'not-asked' } });
    expect(then.row.stop).toBeUndefined();
  });

  test.each<[cursor: Cursor | undefined]>([
    [undefined],
    [{ address: 'outer', iteration: 0 }],
    [{ address: 'outer', iteration: 1, stepId: 'a' }],
    [{ address: 'outer[1]/inner', iteration: 0 }],
  ])('stays as it is when nothing of it is to come: %j', (cursor) => {
    expect(rowThen(outer, cursor, cursor ? levelsOf(cursor) : [], outline)).toBe(outer);
  });
});
