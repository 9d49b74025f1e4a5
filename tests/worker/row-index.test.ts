import { expect, test } from 'vitest';
import { RowIndex } from '../../src/worker/row-index';
import { RowOrder } from '../../src/worker/row-order';

function addressesOf(index: RowIndex, folded: readonly string[] = []): readonly string[] {
  const places = new RowOrder(index, new Set(folded)).slice(0, 100);
  return places.map(({ instance, number }) => `${instance.address}[${number}]`);
}

test('what is added while the older part is read in stands behind it', () => {
  const index = new RowIndex();
  index.hold();
  index.add('second', 0);
  index.add('first', 2);
  index.hold();
  index.add('second', 1);
  index.fill([
    ['first', 0, 0],
    ['first', 1, 1],
  ]);
  expect(addressesOf(index)).toEqual(['first[0]', 'first[1]', 'first[2]', 'second[0]', 'second[1]']);
  index.add('second', 2);
  expect(index.total).toBe(6);
});

test('what is read in twice stands there once', () => {
  const index = new RowIndex();
  const stored = [['outer', 0, 1] as const, ['outer[0]/inner', 0, 2] as const];
  index.fill(stored);
  index.hold();
  index.add('outer[1]/inner', 0);
  index.fill(stored);
  expect(addressesOf(index)).toEqual([
    'outer[0]',
    'outer[0]/inner[0]',
    'outer[0]/inner[1]',
    'outer[0]/inner[2]',
    'outer[1]',
    'outer[1]/inner[0]',
  ]);
});

/** Two loops beside each other in the document and two in each iteration of the first, as deep as three. */
function forest(): RowIndex {
  const index = new RowIndex();
  for (let outer = 0; outer < 4; outer++) {
    index.add('outer', outer);
    for (let n = 0; n <= outer; n++) index.add(`outer[${outer}]/first`, n);
    for (let n = 0; n < 2; n++) {
      index.add(`outer[${outer}]/second`, n);
      for (let deep = 0; deep < n; deep++) index.add(`outer[${outer}]/second[${n}]/deep`, deep);
    }
  }
  index.add('later', 2);
  return index;
}

test.each([
  { folded: [] },
  { folded: ['outer[1]', 'outer[2]/second[1]'] },
  { folded: ['outer[0]', 'outer[3]', 'later[1]'] },
  { folded: ['*'] },
  { folded: ['*', 'outer[1]', 'outer[2]', 'outer[2]/second[1]'] },
])('each row is found where it stands: $folded', ({ folded }) => {
  const index = forest();
  const order = new RowOrder(index, new Set(folded));
  const shown = addressesOf(index, folded);
  expect(shown.length).toBe(order.total());
  for (const at of addressesOf(index)) {
    const [, address = '', number] = /^(.*)\[(\d+)\]$/.exec(at) ?? [];
    // What is folded away is found where the row stands that hides it.
    const seen = shown.includes(at) ? at : shown.findLast((row) => at.startsWith(`${row}/`));
    expect(order.indexOf(address, Number(number)), at).toBe(shown.indexOf(seen ?? ''));
  }
  for (const [from, count] of [
    [0, 3],
    [5, 4],
    [shown.length - 2, 10],
  ] as const)
    expect(order.slice(from, count)).toEqual(order.slice(0, 100).slice(from, from + count));
});

test('a row that is not there is nowhere', () => {
  const order = new RowOrder(forest(), new Set());
  expect(order.indexOf('outer', 4)).toBeUndefined();
  expect(order.indexOf('other', 0)).toBeUndefined();
});
