import { expect, test } from 'vitest';
import { answersOf, originOf, originsOf } from '../../src/ui/state/origins';
import { readView, viewJson } from '../../src/ui/state/view';
import { counted, countText, dayText, durationText, sizeText } from '../../src/ui/values';
import { columnsOf, nestedAt } from '../../src/ui/views/columns';
import { chainsOf, foundRuns, groupedRuns } from '../../src/ui/views/run-groups';
import { groupsOf } from '../../src/ui/views/scope-rows';
import { wordDiff } from '../../src/ui/views/word-diff';
import { checkText } from './fake-outline';
import { FakeWorker } from './fake-worker';
import { scenes } from './scenes';

test.each([
  [397, '397 ms'],
  [999.4, '999 ms'],
  [2100, '2.1 s'],
  [200_000, '3 min 20 s'],
])('%d ms is %s', (ms, text) => {
  expect(durationText(ms)).toBe(text);
});

test.each([
  [0, '0 KB'],
  [200, '1 KB'],
  [4000, '4 KB'],
  [9_400_000, '9 MB'],
  [2_147_483_648, '2 GB'],
])('%d bytes are %s', (bytes, text) => {
  expect(sizeText(bytes)).toBe(text);
});

test('counts have commas and their noun in number', () => {
  expect(countText(2014)).toBe('2,014');
  expect(counted(1, 'iteration')).toBe('1 iteration');
  expect(counted(100_000, 'iteration')).toBe('100,000 iterations');
});

test('days are named as long as they are near', () => {
  const now = new Date(2026, 10, 21, 0, 30).getTime();
  expect(dayText(new Date(2026, 10, 21, 0, 1).getTime(), now)).toBe('Today');
  expect(dayText(new Date(2026, 10, 20, 23, 59).getTime(), now)).toBe('Yesterday');
  expect(dayText(new Date(2026, 10, 19).getTime(), now)).toBe('19 Nov 2026');
});

test.each([
  ['https://api.example.com/v1?x={{inputs.x}}', 'https://api.example.com'],
  ['https://api.example.com:8443', 'https://api.example.com:8443'],
  ['https://{{inputs.host}}/v1', undefined],
  ['https://api.{{inputs.host}}.com/v1', undefined],
  ['ftp://example.com/', undefined],
  ['nonsense', undefined],
])('the origin of %s is %s', (url, origin) => {
  expect(originOf(url)).toBe(origin);
});

test('only requests without a mock need permission, wherever they stand', () => {
  const request = { type: 'http', url: 'https://one.example/x' } as const;
  const workflow = {
    steps: [
      { type: 'http', url: 'https://mocked.example/', mock: { status: 200 } },
      { type: 'loop', steps: [{ type: 'if', cases: [{ when: 'true', steps: [request] }], else: [request] }] },
    ],
  } as const;
  expect(originsOf(workflow)).toEqual(['https://one.example']);
  expect(answersOf(workflow)).toBe('Mock answers');
  expect(answersOf({ steps: [{ type: 'llm', prompt: 'x' }] })).toBe('Simulated answers');
  expect(answersOf({ steps: [{ type: 'compute', value: 1 }] })).toBe('');
});

test('a stored view comes back, and what does not fit is left out', () => {
  const view = {
    run: 'r',
    cursor: { address: 'a', iteration: 2, stepId: 's' },
    tab: 'log',
    speed: 1,
    folded: ['a[0]'],
  } as const;
  expect(readView(viewJson({ ...view, example: undefined, editor: 12 }))).toEqual({ ...view, editor: 12 });
  expect(readView({ run: 3, tab: 'nowhere', speed: 99, cursor: { address: 'a' }, folded: [1, 'x'] })).toEqual(
    {
      speed: 4,
      folded: ['x'],
    },
  );
  expect(readView(null)).toEqual({});
});

test('columns are named from the loop that shares the table', () => {
  const names = (text: string): string[] => columnsOf(checkText(text).outline).map((column) => column.name);
  expect(names(scenes['nested']!.text)).toEqual(['plan', 'refine / write', 'refine / review']);
  const step = '{ "id": "s", "type": "compute", "value": 1 }';
  const two = `{ "steps": [
    { "id": "one", "type": "loop", "steps": [${step}] },
    { "id": "two", "type": "loop", "steps": [${step.replace('"s"', '"t"')}] }
  ] }`;
  expect(names(two)).toEqual(['one / s', 'two / t']);
});

test('a nested loop tells its tally in its first column and its end in the second', () => {
  const columns = columnsOf(checkText(scenes['nested']!.text).outline);
  const row = scenes['nested']!.row(0);
  expect(columns.map((column) => nestedAt(row, column, columns)?.part)).toEqual([undefined, 'tally', 'stop']);
});

test('texts are compared word by word', () => {
  const { before, after } = wordDiff('The lamp goes round', 'The lamp goes out, slowly');
  const changed = (pieces: typeof before): string[] =>
    pieces.filter((piece) => piece.changed).map((piece) => piece.text);
  expect(changed(before)).toEqual(['round']);
  expect(changed(after)).toEqual(['out, slowly']);
  const joined = (pieces: typeof before): string => pieces.map((piece) => piece.text).join('');
  expect(joined(before)).toBe('The lamp goes round');
  expect(joined(after)).toBe('The lamp goes out, slowly');
});

test('scopes are compared name by name', () => {
  const base = {
    cursor: { address: 'l', iteration: 1 },
    errors: {},
    inputs: {},
    loop: { id: 'l', iteration: 1 },
  };
  const groups = groupsOf(
    { ...base, vars: [{ owner: 'l', values: { best: 7, same: 1 } }], steps: { review: { score: 7 } } },
    {
      ...base,
      vars: [{ owner: 'l', values: { best: 6, same: 1 } }],
      steps: { review: { score: 7, note: 'x' } },
    },
  );
  const told = groups.flatMap((group) =>
    group.rows.map((row) => `${group.title} ${row.name} ${row.changed}`),
  );
  expect(told).toEqual([
    'vars best true',
    'vars same false',
    'steps review.score false',
    'steps review.note true',
    'loop iteration false',
  ]);
});

test('runs are filtered by all words and grouped by day', async () => {
  const [run] = await new FakeWorker({ poem: { position: 24, status: 'completed' } }).api.listRuns();
  const other = { ...run!, id: 'b', number: 3, name: 'Heartbeat', status: 'failed', startedAt: 0 } as const;
  const groups = (filter: string): string[] =>
    groupedRuns(foundRuns(chainsOf([run!, other]), filter), (time) =>
      time === 0 ? 'Long ago' : 'Today',
    ).map((group) => `${group.day} ${group.runs.map((one) => one.number).join()}`);
  expect(groups('')).toEqual(['Today 12', 'Long ago 3']);
  expect(groups('poem completed')).toEqual(['Today 12']);
  expect(groups('FAILED')).toEqual(['Long ago 3']);
  expect(groups('nothing')).toEqual([]);
});

test('pinned runs come first, and a chain of continued runs is one', async () => {
  const [run] = await new FakeWorker({ poem: { position: 24, status: 'completed' } }).api.listRuns();
  const runs = [
    { ...run!, id: 'c', number: 5, iterations: 2, bytes: 10, continuedFrom: 'b' },
    { ...run!, id: 'b', number: 4, iterations: 3, bytes: 20, continuedFrom: 'gone', successor: 'c' },
    { ...run!, id: 'a', number: 1, pinned: true },
  ];
  const listed = foundRuns(chainsOf(runs), '');
  expect(listed.map(({ id }) => id)).toEqual(['a', 'c']);
  expect(listed[1]).toMatchObject({ links: ['c', 'b'], iterations: 5, bytes: 30 });
  expect(groupedRuns(listed, () => 'Today').map(({ day }) => day)).toEqual(['Pinned', 'Today']);
});
