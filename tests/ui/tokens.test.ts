import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { contrast, type Rgb } from './contrast';

/** Contrast of the roles on the grounds they stand on, measured on the page's own copy of the tokens. */
const css = readFileSync('src/ui/styles/tokens.css', 'utf8');

function colour(role: string, theme: 'light' | 'dark'): Rgb {
  const match = new RegExp(`--${role}:\\s*light-dark\\((#[0-9a-f]{6}),\\s*(#[0-9a-f]{6})\\)`).exec(css);
  const hex = match?.[theme === 'light' ? 1 : 2];
  if (hex === undefined) throw new Error(`tokens.css has no ${role}`);
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;
}

function ratio(role: string, ground: string, theme: 'light' | 'dark'): number {
  return contrast(colour(role, theme), colour(ground, theme));
}

const text: readonly (readonly [string, readonly string[]])[] = [
  ['ink', ['paper', 'chrome', 'well', 'now-tint', 'stop-tint', 'problem-tint', 'selection']],
  ['ink-2', ['paper', 'chrome', 'well', 'now-tint']],
  ['ink-3', ['paper', 'chrome', 'well', 'now-tint']],
  ['on-ink', ['ink', 'ink-2']],
  ['now-text', ['paper', 'now-tint']],
  ['on-now', ['now-fill']],
  ['stop-text', ['paper', 'well', 'stop-tint', 'now-tint']],
  ['on-stop', ['stop']],
  ['problem-text', ['paper', 'chrome', 'now-tint', 'problem-tint']],
  ['on-problem', ['problem']],
  ...['key', 'string', 'number', 'keyword', 'name', 'func', 'op', 'punct'].map(
    (kind) => [`syn-${kind}`, ['paper', 'syn-expr-bg', 'now-tint']] as const,
  ),
];

const marks: readonly (readonly [string, readonly string[]])[] = [
  ['edge', ['paper', 'chrome']],
  ['now', ['paper', 'now-tint', 'chrome']],
  ['stop', ['paper', 'chrome']],
  ['problem', ['paper', 'chrome', 'problem-tint']],
];

const pairs = (list: typeof text): (readonly [string, string, 'light' | 'dark'])[] =>
  list.flatMap(([role, grounds]) =>
    grounds.flatMap((ground) => [[role, ground, 'light'] as const, [role, ground, 'dark'] as const]),
  );

describe('contrast', () => {
  test.each(pairs(text))('text in %s on %s, %s', (role, ground, theme) => {
    expect(ratio(role, ground, theme)).toBeGreaterThanOrEqual(4.5);
  });
  test.each(pairs(marks))('marks in %s on %s, %s', (role, ground, theme) => {
    expect(ratio(role, ground, theme)).toBeGreaterThanOrEqual(3);
  });
});
