import { describe, expect, test } from 'vitest';
import { hash32, randomFrom } from '../../src/engine/random';

const take = (random: () => number, count: number) => Array.from({ length: count }, random);

describe('hash32', () => {
  test('is fixed for ever', () => {
    expect([hash32(''), hash32('a'), hash32('loop[0]/write')]).toMatchInlineSnapshot(`
      [
        4183668363,
        3927880513,
        181761163,
      ]
    `);
  });

  test('spreads similar addresses over all 32 bits', () => {
    const hashes = Array.from({ length: 20_000 }, (_, i) => hash32(`refine[${i}]/write`));
    expect(new Set(hashes).size).toBeGreaterThan(19_990);
    for (let bit = 0; bit < 32; bit++) {
      const ones = hashes.filter((hash) => (hash >>> bit) & 1).length;
      expect(ones / hashes.length).toBeGreaterThan(0.48);
      expect(ones / hashes.length).toBeLessThan(0.52);
    }
  });
});

describe('randomFrom', () => {
  test('is fixed for ever', () => {
    expect(take(randomFrom(0, 'refine[3]/write', 0), 3)).toMatchInlineSnapshot(`
      [
        0.4840026705877941,
        0.11505812375274005,
        0.9511429342012967,
      ]
    `);
  });

  test.each([
    [
      ['a', 'bc'],
      ['ab', 'c'],
    ],
    [[1], ['1']],
    [['a'], ['a', '']],
    [['refine[1]/write'], ['refine[2]/write']],
    [
      ['refine[0]/write', 0],
      ['refine[0]/write', 1],
    ],
  ])('%j and %j are different places', (one, other) => {
    expect(take(randomFrom(0, ...one), 4)).not.toEqual(take(randomFrom(0, ...other), 4));
  });

  test('a number as seed is not its string', () => {
    expect(randomFrom(7, 'x')()).not.toBe(randomFrom('7', 'x')());
  });

  test('first numbers of neighbouring places are even and unrelated', () => {
    const firsts = Array.from({ length: 20_000 }, (_, i) => randomFrom(0, `refine[${i}]/write`, 0)());
    const bins = new Array<number>(16).fill(0);
    for (const value of firsts) bins[Math.floor(value * 16)]! += 1;
    for (const bin of bins) expect(Math.abs(bin - 1250)).toBeLessThan(170);
    const mean = firsts.reduce((sum, value) => sum + value, 0) / firsts.length;
    const products = firsts.slice(1).map((value, i) => (value - mean) * (firsts[i]! - mean));
    expect(Math.abs(products.reduce((sum, value) => sum + value, 0) / products.length)).toBeLessThan(0.003);
  });

  test('stays below 1 and uses 53 bits', () => {
    const values = take(randomFrom('seed'), 10_000);
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(values.some((value) => (value * 2 ** 53) % 2 === 1)).toBe(true);
  });
});
