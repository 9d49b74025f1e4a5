import { expect, test } from 'vitest';
import { RowIndex } from '../../src/worker/row-index';

function addressesOf(index: RowIndex): readonly string[] {
  const { places } = index.slice(0, 100, new Set());
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
