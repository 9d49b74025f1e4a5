import { describe, expect, test } from 'vitest';
import {
  axisOf,
  bucketOf,
  iterationMarks,
  iterationsText,
  thresholdsOf,
  valueText,
} from '../../src/ui/chart/plot';

describe('an axis', () => {
  test.each([
    [[4, 6, 6, 7, 8, 9], 0, 10, ['0', '2', '4', '6', '8', '10']],
    [[0], 0, 1, ['0', '0.2', '0.4', '0.6', '0.8', '1']],
    [[7], 0, 8, ['0', '2', '4', '6', '8']],
    [[-3], -3, 0, ['-3', '-2', '-1', '0']],
    [[1000, 1004], 1000, 1004, ['1,000', '1,001', '1,002', '1,003', '1,004']],
    [[], 0, 1, ['0', '1']],
  ])('over %j', (values, low, high, texts) => {
    const axis = axisOf(values, 5);
    expect([axis.low, axis.high]).toEqual([low, high]);
    expect(axis.marks.map(({ text }) => text)).toEqual(texts);
  });

  test('holds every value', () => {
    const axis = axisOf([-0.31, 12.7, 3], 5);
    expect(axis.low).toBeLessThanOrEqual(-0.31);
    expect(axis.high).toBeGreaterThanOrEqual(12.7);
  });
});

describe('thresholds in until', () => {
  test.each([
    ['steps.review.score >= 8 && !steps.review.cliche', [{ value: 8, text: '>= 8' }]],
    ['8 <= steps.review.score', [{ value: 8, text: '8 <=' }]],
    [
      'steps.review.score > 2 || steps.review.score<-1.5',
      [
        { value: 2, text: '> 2' },
        { value: -1.5, text: '< -1.5' },
      ],
    ],
    ['steps.review?.score == 9', [{ value: 9, text: '== 9' }]],
    ['steps.review.score >= vars.best', []],
    ['steps.review.scores >= 8', []],
    ['loop.history.steps.review.score >= 8', []],
  ])('%s', (until, found) => {
    expect(thresholdsOf(until, 'steps.review.score')).toEqual(found);
  });
});

test('several iterations share a point only beyond a few thousand', () => {
  expect(bucketOf(2000, 700)).toBe(1);
  expect(bucketOf(2001, 700)).toBe(4);
  expect(bucketOf(1_000_000, 700)).toBe(2048);
});

test('while a run grows the iterations of a point seldom change', () => {
  const sizes = new Set(Array.from({ length: 1000 }, (_, n) => bucketOf(n * 1000, 700)));
  expect([...sizes]).toEqual([1, 8, 16, 32, 64, 128, 256, 512, 1024, 2048]);
});

test('a point says which iterations it stands for, and never one beyond the end', () => {
  expect(iterationsText({ first: 0, end: 6, bucket: 1 }, 5)).toBe('5');
  expect(iterationsText({ first: 5000, end: 7100, bucket: 64 }, 0)).toBe('5,000 – 5,063');
  expect(iterationsText({ first: 5000, end: 7100, bucket: 64 }, 32)).toBe('7,048 – 7,099');
  expect(iterationsText({ first: 0, end: 2049, bucket: 4 }, 512)).toBe('2,048');
  const line = { low: [4, 3, null], high: [4, 1500, null] };
  expect([0, 1, 2, 3].map((point) => valueText(line, point))).toEqual(['4', '3 – 1,500', '–', '–']);
});

test('the numbers under the axis have room', () => {
  expect(iterationMarks(7, 500)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(iterationMarks(100, 500)).toEqual([0, 20, 40, 60, 80]);
});
