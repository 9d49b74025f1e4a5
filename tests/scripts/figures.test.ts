import { expect, test } from 'vitest';
import { pictureOf } from '../../scripts/figures.mjs';

const figure = (name: string, ratio: number, bar: object, verdict: string): object => ({
  name,
  subject: { value: ratio * 10, unit: 'calls/ms' },
  reference: { value: 10, unit: 'calls/ms', of: 'a < b & c' },
  ratio,
  bar,
  verdict,
});

function draw(...figures: readonly object[]): string {
  return pictureOf({ date: '2026-01-02', cores: 2, browser: 'Chromium 1', figures });
}

/** Where the bars of a kind begin and end, px. */
function bars(
  svg: string,
  kind: 'met' | 'missed',
): readonly { readonly from: number; readonly to: number }[] {
  const found = svg.matchAll(
    new RegExp(`<rect class="${kind}" x="([\\d.]+)" y="[\\d.]+" width="([\\d.]+)"`, 'g'),
  );
  return [...found].map(([, x, width]) => ({ from: Number(x), to: Number(x) + Number(width) }));
}

test('what is met lies right of the line, what is missed left of it, whichever way the bar goes', () => {
  const svg = draw(
    figure('fast enough', 20, { least: 10 }, 'met'),
    figure('small enough', 1, { most: 2 }, 'met'),
    figure('too slow', 5, { least: 10 }, 'missed'),
    figure('too large', 4, { most: 2 }, 'missed'),
  );
  const line = Number(/<line class="bar" x1="([\d.]+)"/.exec(svg)?.[1]);
  const met = bars(svg, 'met');
  const missed = bars(svg, 'missed');
  expect([met.length, missed.length]).toEqual([2, 2]);
  for (const { from, to } of met) {
    expect(from).toBe(line);
    expect(to - line).toBeCloseTo(line - missed[0]!.from, 0);
  }
  for (const { to } of missed) expect(to).toBeCloseTo(line, 0);
});

test('a figure that is only reported, or whose bar is nothing at all, has no bar', () => {
  const svg = draw(
    { name: 'reported', subject: { value: 1, unit: 'ms' }, verdict: 'reported' },
    { name: 'long tasks', subject: { value: 1, unit: 'tasks' }, bar: { most: 0 }, verdict: 'missed' },
  );
  expect(svg).not.toContain('<rect');
});

test('names are text and nothing else, and the picture says in words what it shows', () => {
  const svg = draw(figure('x', 20, { least: 10 }, 'met'));
  expect(svg).toContain('x, against a &lt; b &amp; c: 20 (≥ 10), met');
  expect(svg).not.toContain('a < b');
});

test('beyond the ends of the axis a bar ends with it', () => {
  const [huge] = bars(draw(figure('huge', 1e6, { least: 10 }, 'met')), 'met');
  const [hundred] = bars(draw(figure('hundred', 1000, { least: 10 }, 'met')), 'met');
  expect(huge).toEqual(hundred);
});
