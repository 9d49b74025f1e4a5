import { describe, expect, test } from 'vitest';
import { nameOf } from '../../src/ui/structure/names';
import { blankPicture, type Picture } from '../../src/ui/structure/picture';
import { everyShown, shownOf } from '../../src/ui/structure/shown';
import { stateOf } from '../../src/ui/structure/states';
import { backWords, exitWord, tallyOf } from '../../src/ui/structure/tally';
import { type Box, boxesOf, everyBox } from '../../src/ui/structure/tree';
import type { Cell, IterationRow, LoopView } from '../../src/worker/api';
import { everything, poem } from './documents';

const boxes = new Map([...everyBox([...boxesOf(poem), ...boxesOf(everything)])].map((box) => [box.key, box]));
const box = (key: string): Box => {
  const found = boxes.get(key);
  if (!found) throw new Error(`there is no box ${key}`);
  return found;
};

const cell = (status: Cell['status'], text = ''): Cell => ({
  status,
  ms: 200,
  glance: text === '' ? [] : [{ text, kind: 'scalar' }],
});
const row = (part: Partial<IterationRow>): IterationRow => ({
  ...{ address: 'refine', loopId: 'refine', kind: 'iteration', iteration: 0, numbers: [0], open: false },
  ...{ failed: false, cells: {}, verdict: { kind: 'not-asked', text: '' }, ms: 1, startedAt: 0, children: 0 },
  nested: [],
  ...part,
});
const loop = (part: Partial<LoopView>): LoopView => ({
  ...{ address: 'refine', id: 'refine', kind: 'loop', iteration: 0, begun: 1, finished: 1, limit: 7 },
  ...part,
});
function picture(
  shown: Partial<IterationRow>,
  view: Partial<LoopView>,
  more: Partial<Picture> = {},
): Picture {
  return {
    ...blankPicture,
    rows: new Map([['refine', row(shown)]]),
    loops: new Map([['refine', loop(view)]]),
    ...more,
  };
}

const paused = picture(
  { iteration: 3, open: true, cells: { write: cell('done', 'Ice'), review: cell('next') } },
  { iteration: 3, begun: 4, finished: 3 },
  { active: true, at: { stepId: 'review', loopId: 'refine' } },
);
const ended = picture(
  {
    iteration: 5,
    cells: { write: cell('done'), review: cell('done') },
    verdict: { kind: 'true', text: 'true' },
  },
  { iteration: 5, begun: 6, finished: 6, stoppedBy: 'until' },
);

describe('a run that is paused', () => {
  test('steps are done, next and not yet', () => {
    expect(stateOf(box('write'), paused, true)).toMatchObject({ look: 'done', icon: 'check', said: 'done' });
    expect(stateOf(box('review'), paused, true)).toMatchObject({ look: 'now', icon: 'now', word: 'next' });
    expect(stateOf(box('keep'), paused, true)).toEqual({ look: 'idle', word: '' });
    expect(stateOf(box('refine/until'), paused, true)).toEqual({ look: 'idle', word: 'not yet' });
  });
  test('the head counts, the way back says how often it was taken', () => {
    const tally = tallyOf(box('refine'), 7, paused, true);
    expect(tally.text).toBe('3 done, at most 7');
    expect(tally.ticks).toEqual(['done', 'done', 'done', 'now', 'to-come', 'to-come', 'to-come']);
    expect(backWords(box('refine'), paused, true)).toEqual({ code: 'false', text: 'goes on, 3 times' });
    expect(exitWord(box('refine'), paused, true)).toEqual({ word: 'true' });
  });
  test('a step that the run did not have says nothing', () => {
    expect(stateOf(box('write'), paused, false)).toEqual({ look: 'idle', word: '' });
    expect(tallyOf(box('refine'), 7, paused, false).text).toBe('at most 7');
  });
  test('at the check the hexagon is lit', () => {
    const checking = { ...paused, at: { loopId: 'refine' } };
    expect(stateOf(box('refine/until'), checking, true).look).toBe('now');
  });
});

describe('a run that has ended', () => {
  test('by until', () => {
    expect(stateOf(box('refine/until'), ended, true)).toMatchObject({
      look: 'stop',
      icon: 'square',
      word: 'true',
    });
    expect(exitWord(box('refine'), ended, true)).toEqual({ word: 'true', by: 'until' });
    expect(tallyOf(box('refine'), 7, ended, true).ticks.slice(4)).toEqual(['done', 'stop', 'to-come']);
    expect(stateOf(box('keep'), ended, true)).toMatchObject({ look: 'unused', word: 'not reached' });
  });
  test('and is looked back at', () => {
    const back = {
      ...ended,
      rows: picture({ iteration: 4, verdict: { kind: 'false', text: 'false' } }, {}).rows,
    };
    const looking = { ...back, follows: false, at: { loopId: 'refine' } };
    expect(stateOf(box('refine/until'), looking, true)).toMatchObject({
      look: 'now',
      icon: 'ring',
      word: 'false',
    });
    expect(exitWord(box('refine'), looking, true)).toEqual({ word: 'true' });
    expect(tallyOf(box('refine'), 7, looking, true).ticks).toEqual([
      'done',
      'done',
      'done',
      'done',
      'now',
      'stop',
      'to-come',
    ]);
  });
  test('at its limit, by exit, by an error', () => {
    const max = picture(
      { iteration: 2 },
      { iteration: 2, begun: 3, finished: 3, limit: 3, stoppedBy: 'max' },
    );
    expect(exitWord(box('refine'), max, true)).toEqual({ word: 'max', by: 'max' });
    expect(tallyOf(box('refine'), 3, max, true).ticks).toEqual(['done', 'done', 'limit']);
    const bad = picture({ verdict: { kind: 'bad', text: '"almost"' } }, { stoppedBy: 'error' });
    expect(stateOf(box('refine/until'), bad, true)).toMatchObject({ look: 'failed', word: '"almost"' });
    const thrown = picture({ verdict: { kind: 'bad', text: 'failed', why: 'no' } }, { stoppedBy: 'error' });
    expect(stateOf(box('refine/until'), thrown, true)).toMatchObject({ word: 'failed', why: 'no' });
    expect(backWords(box('refine'), bad, true).text).toBe('not taken yet');
    const failed = picture({ cells: { write: cell('failed') } }, { stoppedBy: 'error' });
    expect(stateOf(box('write'), failed, true)).toMatchObject({ look: 'failed', icon: 'problem' });
  });
});

test('more than twelve iterations are a bar', () => {
  const long = picture({ iteration: 49, open: true }, { iteration: 49, begun: 50, finished: 49, limit: 100 });
  expect(tallyOf(box('refine'), 100, { ...long, active: true }, true)).toMatchObject({
    ticks: [],
    bar: { over: 0.5, now: 0.49, open: false },
  });
  const open = picture(
    { iteration: 49, open: true },
    { iteration: 49, begun: 50, finished: 49, limit: null },
  );
  expect(tallyOf(box('refine'), null, { ...open, active: true }, true)).toMatchObject({
    text: '49 done, no limit',
    bar: { open: true },
  });
});

test('branches say which of them was taken', () => {
  const taken = (cells: IterationRow['cells']): Picture => ({
    ...blankPicture,
    rows: new Map([['', row({ address: '', cells })]]),
  });
  const second = taken({ plan: cell('done'), sort: cell('done'), b: cell('done'), c: cell('done') });
  expect(stateOf(box('sort/cases_0'), second, true).word).toBe('not taken');
  expect(stateOf(box('sort/cases_1'), second, true).word).toBe('taken');
  expect(stateOf(box('sort/else'), second, true).word).toBe('not taken');
  const none = taken({ plan: cell('done'), sort: cell('done') });
  expect(stateOf(box('sort/else'), none, true).word).toBe('taken');
  expect(stateOf(box('sort/cases_1'), none, true).word).toBe('not taken');
});

test('a check before the steps was false when they ran, and true when it stopped the loop', () => {
  const outer = (view: Partial<LoopView>): Picture => ({
    ...blankPicture,
    rows: new Map([['outer', row({ address: 'outer', iteration: 1 })]]),
    loops: new Map([['outer', loop({ address: 'outer', id: 'outer', begun: 2, iteration: 1, ...view })]]),
  });
  expect(stateOf(box('outer/until-before'), outer({}), true)).toMatchObject({ word: 'false' });
  expect(stateOf(box('outer/until-before'), outer({ stoppedBy: 'until' }), true)).toMatchObject({
    word: 'true',
  });
  expect(stateOf(box('outer/until-before'), outer({ stoppedBy: 'max' }), true)).toMatchObject({
    word: 'false',
  });
});

test('names say what is drawn', () => {
  const shown = [...everyShown(shownOf(boxesOf(poem), new Map(), []))];
  const name = (n: number): string => nameOf(shown[n]!, stateOf(shown[n]!.box, paused, true), []);
  expect(name(1)).toBe('write, llm, done, Ice');
  expect(name(2)).toBe('review, llm, here, next');
  expect(name(4)).toBe('until of refine, asked after, not yet');
  const [folded] = shownOf(boxesOf(poem), new Map([['refine', false]]), []);
  expect(nameOf(folded!, stateOf(folded!.box, paused, true), ['3 done'])).toBe(
    'refine, loop, 3 steps folded, 3 done',
  );
});
