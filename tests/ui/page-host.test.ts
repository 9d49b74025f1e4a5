import { expect, test } from 'vitest';
import type { HostEvent } from '../../src/embed/host';
import type { Playground, PlaygroundEvent } from '../../src/ui/playground.svelte';
import { pageHost } from '../../src/ui/page-host';
import type { RunSnapshot } from '../../src/worker/api';

function snapshot(
  runId: string,
  status: RunSnapshot['status'],
  more: Partial<RunSnapshot> = {},
): RunSnapshot {
  return {
    runId,
    number: 1,
    name: '',
    status,
    why: '',
    loops: [],
    rows: 0,
    revision: 0,
    counts: { iterations: 0, steps: 0, calls: 0, failures: 0, resumes: 0 },
    records: 0,
    bytes: 0,
    speed: 4,
    startedAt: 0,
    readOnly: false,
    source: 'none',
    ...more,
  };
}

const started = (runId: string): PlaygroundEvent => ({ type: 'run-start', runId });
const seen = (...runs: RunSnapshot[]): PlaygroundEvent => ({
  type: 'worker',
  event: { type: 'snapshots', runs },
});
const iterations = (runId: string): PlaygroundEvent => ({
  type: 'worker',
  event: { type: 'iterations', runId, items: [{ address: 'l', iteration: 0, verdict: true }] },
});

/** What a listener of the host hears of these events of the page. */
function heard(...events: readonly PlaygroundEvent[]): readonly string[] {
  const told: HostEvent[] = [];
  let tell: (event: PlaygroundEvent) => void = () => undefined;
  const playground = {
    subscribe(listener: (event: PlaygroundEvent) => void) {
      tell = listener;
      return () => undefined;
    },
  };
  // Watching touches nothing of the page but its subscription.
  pageHost(playground as unknown as Playground).watch((event) => told.push(event));
  for (const event of events) tell(event);
  return told.map((event) => ('runId' in event ? `${event.type} ${event.runId}` : event.type));
}

const whole = ['run-start r', 'iteration r', 'run-end r'];

test.each([
  ['as it happens', [started('r'), iterations('r'), seen(snapshot('r', 'completed'))]],
  [
    'running before it is told',
    [seen(snapshot('r', 'running')), started('r'), iterations('r'), seen(snapshot('r', 'failed'))],
  ],
  [
    'its end told twice',
    [started('r'), iterations('r'), seen(snapshot('r', 'stopped')), seen(snapshot('r', 'stopped'))],
  ],
  ['its iterations first', [iterations('r'), seen(snapshot('r', 'completed')), started('r')]],
])('a run, %s, begins, goes on and ends', (_how, events) => {
  expect(heard(...events)).toEqual(whole);
});

test('a run that ended before the page told of its beginning begins and ends', () => {
  expect(heard(seen(snapshot('r', 'completed')), started('r'))).toEqual(['run-start r', 'run-end r']);
});

test.each([
  ['ended', snapshot('r', 'completed')],
  ['paused', snapshot('r', 'paused')],
  ['written by another tab', snapshot('r', 'running', { readOnly: true })],
])('a run that is only looked at, %s, brings no event', (_how, looked) => {
  expect(heard(seen(looked), seen(looked))).toEqual([]);
});

test('a chain of continued runs is told link by link', () => {
  const events = [
    started('a'),
    seen(snapshot('a', 'continued', { successor: 'b' }), snapshot('b', 'running', { continuedFrom: 'a' })),
    seen(snapshot('b', 'stopped')),
  ];
  expect(heard(...events)).toEqual(['run-start a', 'run-end a', 'run-start b', 'run-end b']);
});

test('trouble with storage is an event, news of storage is not', () => {
  const storage = { kind: 'indexeddb' } as const;
  expect(
    heard(
      { type: 'worker', event: { type: 'storage', storage } },
      { type: 'worker', event: { type: 'storage', storage, problem: 'The disk is full' } },
    ),
  ).toEqual(['error']);
});

test('the end of a worker is an event, once for each worker', () => {
  const gone = { type: 'lost', reason: 'The interpreter stopped answering.' } as const;
  expect(heard(gone, gone)).toEqual(['error']);
  expect(heard(gone, started('r'), seen(snapshot('r', 'running')), gone)).toEqual([
    'error',
    'run-start r',
    'error',
  ]);
});

test('where a run stands is told once, and what is looked at each time', () => {
  const place = { stepId: 'a', address: 'l[0]/a', phase: 'before', loops: [] } as const;
  const cursor = { address: 'l', iteration: 0 };
  const events = heard(
    started('r'),
    seen(snapshot('r', 'running', { place })),
    seen(snapshot('r', 'paused', { place })),
    { type: 'seek', cursor },
    { type: 'seek', cursor: undefined },
  );
  expect(events).toEqual(['run-start r', 'step r', 'seek', 'seek']);
});
