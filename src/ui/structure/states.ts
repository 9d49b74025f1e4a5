import type { Cell, Glance, IterationRow } from '../../worker/api';
import type { IconName } from '../parts/icons';
import { endsUntrue } from '../parts/status';
import { counted, durationText } from '../values';
import { type Picture, stoppedHere } from './picture';
import { type Box, everyBox } from './tree';

/**
 * How a box looks: `idle` not reached in this run, `unused` passed by in this iteration, `stop` where its loop ended,
 * `limit` where it ended though `until` was not true.
 */
export type Look = 'idle' | 'done' | 'now' | 'unused' | 'stop' | 'limit' | 'failed';

/** What a box says about the moment that is looked at. Never by colour alone: `icon` and `word` say it too. */
export interface BoxState {
  readonly look: Look;
  readonly icon?: IconName;
  readonly word: string;
  /** Read out when the mark alone says it. */
  readonly said?: string;
  readonly glance?: readonly Glance[];
  /** Why it failed, where no other view says it. */
  readonly why?: string;
}

const idle: BoxState = { look: 'idle', word: '' };

/** What a box says at a moment; nothing when `known` says that the run had no such step. */
export function stateOf(box: Box, picture: Picture, known: boolean): BoxState {
  if (!known) return idle;
  switch (box.kind) {
    case 'until':
      return checkState(box, picture);
    case 'case':
      return caseState(box, picture);
    case 'part':
      return partState(box, picture);
    case 'step':
    case 'loop':
    case 'foreach':
    case 'sequence':
    case 'parallel':
    case 'if':
      return stepState(box, picture);
  }
}

function stepState(box: Box, picture: Picture): BoxState {
  const row = picture.rows.get(box.rows);
  const cell = row?.cells[box.id];
  const now = picture.at?.stepId === box.id;
  const state = cell ? cellState(box, cell, picture) : unreached(row, picture);
  return now && state.look !== 'failed' ? { ...state, look: 'now' } : state;
}

function unreached(row: IterationRow | undefined, { active }: Picture): BoxState {
  if (!row || (row.open && active)) return idle;
  return { look: 'unused', icon: 'dash', word: 'not reached' };
}

function cellState(box: Box, cell: Cell, picture: Picture): BoxState {
  const { glance } = cell;
  switch (cell.status) {
    case 'done':
      return box.type === 'exit' && glance.some(({ text }) => text === 'true')
        ? { look: 'stop', icon: 'exit', word: 'taken' }
        : { look: 'done', icon: 'check', word: '', said: 'done', glance: box.kind === 'step' ? glance : [] };
    case 'skipped':
      return { look: 'unused', icon: 'dash', word: 'skipped' };
    case 'continued':
      return { look: 'done', icon: 'warning', word: 'failed, went on' };
    case 'replaced':
      return { look: 'done', icon: 'warning', word: 'failed, replaced' };
    case 'failed':
      return inherits(box, picture)
        ? { look: 'done', word: '' }
        : { look: 'failed', icon: 'problem', word: 'failed' };
    case 'next':
    case 'running':
    case 'waiting':
    case 'unfinished':
      return underWay(box, cell, picture);
  }
}

function underWay(box: Box, { status, ms }: Cell, { active }: Picture): BoxState {
  if (!active || status === 'unfinished') return { look: 'unused', icon: 'hollow', word: 'not finished' };
  if (box.kind !== 'step') return { look: 'done', word: '' };
  if (status === 'next') return { look: 'now', icon: 'now', word: 'next' };
  return { look: 'now', icon: status === 'waiting' ? 'wait' : 'play', word: durationText(ms), said: status };
}

/** A box around others fails with one of them: the mark stands there, unless a loop failed at its own limit. */
function inherits(box: Box, { rows }: Picture): boolean {
  return box.kind !== 'step' && (box.kind !== 'loop' || rows.get(box.id)?.failed === true);
}

function caseState(box: Box, picture: Picture): BoxState {
  const row = picture.rows.get(box.rows);
  const chosen = row?.cells[box.id];
  if (!row || !chosen || chosen.status === 'next') return idle;
  if (chosen.status === 'skipped') return { look: 'unused', icon: 'dash', word: 'skipped' };
  const siblings = box.parent?.inside ?? [];
  const taken = siblings.find((one) => reaches(one, row));
  if (taken === box) return { look: 'done', icon: 'check', word: 'taken' };
  // A case without steps leaves no trace: then it is not known which of those was taken.
  const unsure = !taken && (box.inside.length === 0 || chosen.status !== 'done');
  const only = unsure && siblings.filter((one) => one.inside.length === 0).length === 1;
  if (unsure && chosen.status === 'done' && only) return { look: 'done', icon: 'check', word: 'taken' };
  return unsure ? idle : { look: 'unused', icon: 'dash', word: 'not taken' };
}

function reaches(box: Box, row: IterationRow): boolean {
  for (const one of everyBox(box.inside)) if (one.rows === box.rows && row.cells[one.id]) return true;
  return false;
}

function partState(box: Box, picture: Picture): BoxState {
  const row = picture.rows.get(box.rows);
  let done = 0;
  for (const one of everyBox(box.inside)) {
    if (one.kind === 'part') continue;
    if (picture.at?.stepId === one.id) return { look: 'now', icon: 'now', word: one.id };
    if (one.rows === box.rows && row?.cells[one.id]) done += 1;
  }
  return done > 0 ? { look: 'done', icon: 'check', word: `${counted(done, 'step')} reached` } : idle;
}

function checkState(box: Box, picture: Picture): BoxState {
  const loop = picture.loops.get(box.id);
  const row = picture.rows.get(box.id);
  const { at } = picture;
  const now = at?.loopId === box.id && at.stepId === undefined && (box.note !== 'before' || !row);
  const state = box.note === 'before' ? earlyVerdict(box, picture) : verdictState(box, picture);
  if (!loop || (!row && !loop.stoppedBy)) return idle;
  return now && state.look !== 'failed' && state.look !== 'stop' ? { ...state, look: 'now' } : state;
}

const untilTrue: BoxState = { look: 'stop', icon: 'square', word: 'true' };
const untilFalse: BoxState = { look: 'done', icon: 'ring', word: 'false' };
const atLimit: BoxState = { look: 'limit', icon: 'limit', word: 'false', said: 'at the limit' };

/** A check before an iteration that has begun was `false`; the last one was not, when it stopped the loop. */
function earlyVerdict({ id, parent }: Box, picture: Picture): BoxState {
  const row = picture.rows.get(id);
  if (parent?.check === 'before' && stoppedHere(picture, id) === 'until') return untilTrue;
  if (!row && stoppedHere(picture, id) === 'until') return untilTrue;
  return row ? untilFalse : idle;
}

function verdictState({ id }: Box, picture: Picture): BoxState {
  const row = picture.rows.get(id);
  const stopped = stoppedHere(picture, id);
  if (!row) return stopped === 'until' ? untilTrue : idle;
  const { kind, text, why } = row.verdict;
  switch (kind) {
    case 'true':
      return untilTrue;
    case 'false':
    case 'nothing':
      return { ...(endsUntrue(row) ? atLimit : untilFalse), word: text };
    case 'bad':
      return { look: 'failed', icon: 'problem', word: text, ...(why !== undefined && { why }) };
    case 'not-asked':
      if (row.open) return { look: 'idle', word: 'not yet' };
      return stopped === 'until' ? untilTrue : { look: 'unused', icon: 'dash', word: 'not asked' };
  }
}
