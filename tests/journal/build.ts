import type { RunRecord } from '../../src/engine/records';
import type { RunRow, Segment } from '../../src/journal/journal';
import { textOf } from '../../src/journal/record-text';
import type { NewRun } from '../../src/journal/rows';

/** A run that has just been started. */
export function newRun(id: string, changes: Partial<NewRun> = {}): NewRun {
  return {
    id,
    name: 'Review',
    text: '{"steps":[]}',
    semantics: 'playground',
    seed: 7,
    inputs: { topic: 'sea' },
    status: 'running',
    why: '',
    counts: { iterations: 0, steps: 0, calls: 0, failures: 0, resumes: 0 },
    speed: 4,
    startedAt: 1000,
    updatedAt: 1000,
    generation: 0,
    chain: id,
    ...changes,
  };
}

/** Segment `n` with `count` iterations of the loop `loop`, which go on from segment to segment. */
export function segmentOf(n: number, { count = 4, checkpoint = false } = {}): Segment {
  const first = n * count;
  const records = Array.from({ length: count }, (_, index) => iteration('loop', first + index));
  return {
    n,
    first,
    count,
    records: textOf(records),
    ranges: [['loop', first, first + count - 1]],
    ...(checkpoint && { checkpoint: `{"after":${n}}` }),
  };
}

/** The row after segment `n` was added to it. */
export function withSegment(row: RunRow, n: number): RunRow {
  return { ...row, segments: n + 1, updatedAt: row.updatedAt + n };
}

export function iteration(address: string, k: number): RunRecord {
  return { type: 'iteration', address, iteration: k, ms: 1, outputs: { n: k }, steps: {}, at: 1000 + k };
}

export function item(address: string, index: number): RunRecord {
  return { type: 'item', address, index, ms: 1, outputs: {}, steps: {}, at: 1000 };
}

export function step(address: string, output = 'text'): RunRecord {
  return { type: 'step', address, output, ms: 1, at: 1000 };
}

export function called(address: string, number = 1): RunRecord {
  return { type: 'called', address, attempt: number, call: 0, prompt: 'Write.', at: 1000 };
}

export function attempt(address: string, number = 1): RunRecord {
  return { type: 'attempt', address, attempt: number, ms: 1, call: 0, answer: 'ok', at: 1000 };
}
