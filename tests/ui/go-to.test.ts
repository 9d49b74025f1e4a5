import { describe, expect, test } from 'vitest';
import { addressIn, isLater, numbersIn } from '../../src/ui/dialogs/go-to';
import { levelsOf } from '../../src/ui/moment';
import { checkText } from './fake-outline';
import { scenes } from './scenes';

describe('an iteration to go to', () => {
  test.each<[text: string, numbers: readonly number[] | undefined]>([
    ['0', [0]],
    [' 12 ', [12]],
    ['99,999', [99_999]],
    ['1,000,000', [1_000_000]],
    ['150 / 20', [150, 20]],
    ['1/2/3', [1, 2, 3]],
    ['1,00', undefined],
    ['1 000', undefined],
    ['-1', undefined],
    ['1.5', undefined],
    ['3 /', undefined],
    ['', undefined],
  ])('reads “%s”', (text, numbers) => {
    expect(numbersIn(text)).toEqual(numbers);
  });

  test.each<[outer: readonly number[], head: readonly number[], later: boolean]>([
    [[12], [3, 5], true],
    [[2], [3, 5], false],
    [[3], [3, 5], false],
    [[3], [3], true],
    [[3, 0], [2, 7, 1], true],
    [[2, 8], [2, 7, 1], true],
    [[2, 6], [2, 7, 1], false],
  ])('in %j is still to come for a run at %j: %s', (outer, head, later) => {
    expect(isLater(outer, head)).toBe(later);
  });

  test('lies in other iterations of the loops around it', () => {
    const { outline } = checkText(scenes['nested']!.text);
    const levels = levelsOf({ address: 'chapters[1]/refine', iteration: 2 });
    expect(addressIn(levels, [0], outline)).toBe('chapters[0]/refine');
    const list = checkText(
      JSON.stringify({
        steps: [
          {
            ...{ id: 'each', type: 'foreach', items: [1, 2] },
            steps: [
              {
                ...{ id: 'inner', type: 'loop', maxIterations: 2 },
                steps: [{ id: 'a', type: 'set', values: { a: 1 } }],
              },
            ],
          },
        ],
      }),
    );
    const inner = levelsOf({ address: 'each{0}/inner', iteration: 1 });
    expect(addressIn(inner, [1], list.outline)).toBe('each{1}/inner');
  });
});
