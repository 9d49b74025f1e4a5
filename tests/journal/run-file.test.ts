import { expect, test } from 'vitest';
import type { Json } from '../../src/json/json';
import { readRunFile, runFile } from '../../src/journal/run-file';
import { newRun, segmentOf } from './build';

const row = { ...newRun('a', { status: 'completed', owner: 'frame:1' }), number: 3, segments: 2, bytes: 10 };
const all = [segmentOf(0, { checkpoint: true }), segmentOf(1)];
const whole = await runFile(row, (from, to) => Promise.resolve(all.slice(from, to)));

/** The file written above with another value at a place; undefined: with nothing there. */
function changed(place: readonly (string | number)[], value: Json | undefined): string {
  const data: unknown = JSON.parse(whole);
  // A list is asked by its indexes as an object is by its keys.
  const around = place.slice(0, -1).reduce((at, key) => (at as Record<string, unknown>)[key], data);
  (around as Record<string, unknown>)[place.at(-1) ?? ''] = value;
  return JSON.stringify(data);
}

/** The file with a number at a place that reads as infinite. */
function endless(place: readonly (string | number)[]): string {
  return changed(place, 'without end').replace('"without end"', '1e999');
}

test('a run comes back out of its file, without what is of this device only', () => {
  const read = readRunFile(whole);
  if ('problem' in read) throw new Error(read.problem);
  const { name, text, seed, inputs, status, counts } = row;
  expect(read.run).toMatchObject({ name, text, seed, inputs, status, counts, generation: 0 });
  expect(read.run).not.toHaveProperty('owner');
  expect(read.run).not.toHaveProperty('id');
  expect(read.segments).toEqual([segmentOf(0), segmentOf(1)]);
});

test('a run that was going on comes back paused', () => {
  const read = readRunFile(changed(['run', 'status'], 'running'));
  expect(read).toMatchObject({ run: { status: 'paused' } });
});

test.each<[string, string, string]>([
  ['no JSON', '{"format":', 'not JSON'],
  ['something else', '[]', 'no run of this page'],
  ['a later version', changed(['version'], 2), 'version 2'],
  ['no document', changed(['run', 'text'], undefined), '"run.text"'],
  ['a prototype for a run', changed(['run'], null), '"run"'],
  ['unknown rules', changed(['run', 'semantics'], 'mine'), '"run.semantics"'],
  ['counts below zero', changed(['run', 'counts', 'steps'], -1), '"run.counts.steps"'],
  ['segments that are none', changed(['segments'], {}), '"segments"'],
  ['an empty segment', changed(['segments', 1], []), '"segments[1]"'],
  ['a record of no kind', changed(['segments', 0, 2, 'type'], 'magic'), '"segments[0][2]"'],
  ['a record nowhere', changed(['segments', 0, 0, 'address'], undefined), '"address"'],
  ['a seed without end', endless(['run', 'seed']), '"run.seed"'],
  ['a count without end', endless(['run', 'counts', 'steps']), '"run.counts.steps"'],
  ['a record at no time', endless(['segments', 0, 0, 'at']), '"at"'],
  ['an iteration that took for ever', endless(['segments', 0, 0, 'ms']), '"ms"'],
  ['an iteration without a number', endless(['segments', 0, 0, 'iteration']), '"iteration"'],
  ['an iteration without outputs', changed(['segments', 0, 0, 'outputs'], undefined), '"outputs"'],
])('a file with %s is refused, and the sentence says where', (_, file, where) => {
  const read = readRunFile(file);
  expect(read).toHaveProperty('problem');
  expect('problem' in read ? read.problem : '').toContain(where);
});

test('a file holds whole records, however short they are stored, and is made piece by piece', async () => {
  const many = Array.from({ length: 70 }, (_, n) => segmentOf(n));
  const asked: number[] = [];
  const file = await runFile({ ...row, segments: many.length }, (from, to) => {
    asked.push(to - from);
    return Promise.resolve(many.slice(from, to));
  });
  const { segments } = JSON.parse(file) as {
    segments: readonly (readonly { iteration: number; type: string }[])[];
  };
  expect(segments.flat().map(({ type, iteration }) => `${type} ${iteration}`)).toEqual(
    Array.from({ length: 280 }, (_, k) => `iteration ${k}`),
  );
  expect(asked).toEqual([32, 32, 6]);
});
