import { expect, test } from 'vitest';
import type { Breakpoint } from '../../src/engine';
import { readExpression } from '../../src/expression/read';
import { MemoryJournal } from '../../src/journal/memory';
import { nextOf } from '../../src/ui/state/run-to';
import { checkText } from '../../src/worker/check-text';
import { nothingCounted } from '../../src/worker/new-run';
import { newRun } from '../journal/build';
import { registryOn } from './registry-on';
import { readProgram } from '../../src/workflow/read-program';

function documentWith(check: string): string {
  return JSON.stringify({
    steps: [
      {
        id: 'l',
        type: 'loop',
        check,
        until: 'vars.n >= 2',
        variables: { n: 0 },
        maxIterations: 5,
        steps: [
          { id: 'a', type: 'compute', value: 1 },
          { id: 's', type: 'set', values: { n: '{{vars.n + 1}}' } },
          { id: 'b', type: 'compute', value: 2 },
        ],
      },
      { id: 'end', type: 'compute', value: 3 },
    ],
  });
}

const always = readExpression('true');
const eachCheck: Breakpoint = { step: 'l', kind: 'until', ...(always.ok && { condition: always.tree }) };
const change: Breakpoint = { step: 'l', kind: 'variable', variable: 'n' };

/** Where a run is held, one hold after the other, and where step `b` would begin next. */
async function holds(text: string, breakpoint: Breakpoint): Promise<readonly string[]> {
  const { outline } = checkText(text);
  const item = outline.find(({ id }) => id === 'b')!;
  const journal = new MemoryJournal();
  const { registry } = registryOn(journal);
  const creating = journal.createRun(newRun('a', { text, counts: nothingCounted }));
  const entry = await registry.begin(creating, readProgram(text)!, false, undefined, [breakpoint]);
  const held: string[] = [];
  for (;;) {
    await expect.poll(() => entry.status).not.toBe('running');
    if (entry.status !== 'paused') return held;
    const { place } = entry.snapshot();
    const { iteration } = nextOf(item, outline, place);
    held.push(`${place?.phase} ${place?.address}, next b ${iteration}`);
    await entry.live?.resume();
  }
}

test.each<[string, readonly string[]]>([
  ['after', []],
  ['before', ['before l[0]/a, next b 0']],
  ['before-and-after', ['before l[0]/a, next b 0']],
])('a run held by a check made %s stands at what follows', async (check, first) => {
  const then = ['before l[1]/a, next b 1', 'after l, next b 0'];
  expect(await holds(documentWith(check), eachCheck)).toEqual([...first, ...then]);
});

test('a run held by what a step did stands after it', async () => {
  expect(await holds(documentWith('after'), change)).toEqual([
    'after l[0]/s, next b 0',
    'after l[1]/s, next b 1',
  ]);
});
