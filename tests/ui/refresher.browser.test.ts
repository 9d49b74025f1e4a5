import { expect, test } from 'vitest';
import { type Pace, Refresher } from '../../src/ui/state/refresher';

/** Work that is let go turn by turn; it would rest for a minute. */
function worker(pace: Pace = { least: 60_000, most: 60_000, factor: 1 }) {
  const open: (() => void)[] = [];
  let turns = 0;
  const refresher = new Refresher(() => {
    turns += 1;
    return new Promise<void>((resolve) => open.push(resolve));
  }, pace);
  return { refresher, turns: () => turns, finish: () => open.shift()?.() };
}

const frames = async (count: number): Promise<void> => {
  for (let n = 0; n < count; n += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
};

test('works at once, never twice at once, and rests after it', async () => {
  const { refresher, turns, finish } = worker();
  refresher.ask();
  refresher.ask();
  expect(turns()).toBe(1);
  finish();
  await frames(3);
  expect(turns()).toBe(1);
  refresher.ask(true);
  expect(turns()).toBe(2);
  refresher.close();
});

test('does not rest when something urgent was asked for meanwhile', async () => {
  const { refresher, turns, finish } = worker();
  refresher.ask();
  refresher.ask(true);
  expect(turns()).toBe(1);
  finish();
  await expect.poll(turns).toBe(2);
  finish();
  await frames(3);
  expect(turns()).toBe(2);
  refresher.close();
});

test('does what was asked for during a rest once it is over, and nothing more once it is closed', async () => {
  const { refresher, turns, finish } = worker({ least: 1, most: 1, factor: 0 });
  refresher.ask();
  refresher.ask();
  finish();
  await expect.poll(turns).toBe(2);
  refresher.ask(true);
  refresher.close();
  finish();
  await frames(3);
  expect(turns()).toBe(2);
});
