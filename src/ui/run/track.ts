import type { Cursor, LoopView, OutlineItem, RunSnapshot } from '../../worker/api';
import { levelsOf, stepAt, stepsOf, type Level } from '../moment';
import { partOf } from './scale';

/** A loop as the scrubber draws it. Positions are in iterations from the start of the track. */
export interface Track {
  readonly level: Level;
  readonly steps: readonly OutlineItem[];
  /** Everything that is in the document, also what shares no part of an iteration with its steps. */
  readonly outline: readonly OutlineItem[];
  readonly begun: number;
  readonly finished: number;
  readonly limit: number | null;
  /** How far the run has come. */
  readonly head: number;
  /** What is looked at. */
  readonly cursor: number;
  readonly stop: LoopView['stoppedBy'] | 'person';
  readonly checks: boolean;
}

/** Lays out one level of a moment; `loop` is what is known of its loop. */
export function trackOf(
  level: Level,
  moment: Cursor,
  snapshot: RunSnapshot,
  outline: readonly OutlineItem[],
  loop: LoopView | undefined,
): Track {
  const steps = stepsOf(outline, level.id);
  const levels = levelsOf(moment);
  const n = levels.findIndex((one) => one.address === level.address);
  const begun = Math.max(loop?.begun ?? 0, level.iteration + 1);
  const finished = loop?.finished ?? begun;
  const head = headPosition(level, steps, outline, snapshot, finished);
  const stepId = stepAt(levels, n, moment);
  const inner = n < levels.length - 1;
  const phase = inner ? 'in' : 'after';
  const step = indexAt(steps, outline, stepId, phase);
  const cursor = level.iteration + (step === undefined ? 1 : partOf(step, steps.length, phase));
  const ended = loop?.stoppedBy ?? (snapshot.status === 'stopped' ? 'person' : undefined);
  const failed = snapshot.status === 'failed' && loop !== undefined ? 'error' : undefined;
  const item = outline.find((one) => one.id === level.id);
  return {
    level,
    steps,
    outline,
    begun,
    finished,
    limit: loop ? loop.limit : (item?.limit ?? null),
    head,
    cursor: Math.min(cursor, head),
    stop: ended ?? failed,
    checks: item?.until !== undefined,
  };
}

function headPosition(
  level: Level,
  steps: readonly OutlineItem[],
  outline: readonly OutlineItem[],
  snapshot: RunSnapshot,
  finished: number,
): number {
  const { place } = snapshot;
  const n = place?.loops.findIndex((loop) => loop.address === level.address) ?? -1;
  const at = place?.loops[n];
  if (!place || !at) return finished;
  const inner = place.loops[n + 1];
  const stepId = inner?.id ?? place.stepId;
  const phase = inner ? 'in' : place.phase;
  const step = indexAt(steps, outline, stepId, phase);
  return (
    at.iteration + (step === undefined ? partOf(0, steps.length, 'check') : partOf(step, steps.length, phase))
  );
}

/**
 * Which of an iteration's steps a step is. One around others has no part of its own: before it is before the first
 * step that follows, after it is after the last one in it. Undefined: none of them, as at the check.
 */
function indexAt(
  steps: readonly OutlineItem[],
  outline: readonly OutlineItem[],
  stepId: string | undefined,
  phase: 'before' | 'in' | 'after',
): number | undefined {
  const exact = steps.findIndex(({ id }) => id === stepId);
  if (exact >= 0) return exact;
  const item = outline.find(({ id, rows }) => id === stepId && rows !== undefined && rows === steps[0]?.rows);
  if (!item) return undefined;
  if (phase === 'after') return steps.findLastIndex(({ range }) => range.from < item.range.to);
  const next = steps.findIndex(({ range }) => range.from > item.range.from);
  return next < 0 ? undefined : next;
}

/** The moment at a place on the track: the end of a step, or of an iteration. */
export function momentAt(track: Track, position: number): Cursor {
  const { address } = track.level;
  const parts = track.steps.length + 1;
  const bounded = Math.max(0, Math.min(position, track.head));
  const iteration = Math.min(Math.floor(bounded), track.begun - 1);
  const part = Math.round((bounded - iteration) * parts);
  if (part === 0 && iteration > 0) return { address, iteration: iteration - 1 };
  const step = track.steps[Math.max(0, part - 1)];
  return part >= parts || !step ? { address, iteration } : { address, iteration, stepId: step.id };
}

/** Where hits of breakpoints lie on the track, each place once. */
export function hitsOn({ level, steps, outline }: Track, hits: readonly Cursor[]): readonly number[] {
  const places = hits
    .filter(({ address }) => address === level.address)
    .map(({ iteration, stepId }) => {
      const step = indexAt(steps, outline, stepId, 'before');
      return (
        iteration +
        (step === undefined ? partOf(0, steps.length, 'check') : partOf(step, steps.length, 'before'))
      );
    });
  return [...new Set(places)];
}
