import type { RunRow } from '../journal/journal';
import type { NewRun } from '../journal/rows';

/** What a run has counted when it begins. */
export const nothingCounted = { iterations: 0, steps: 0, calls: 0, failures: 0, resumes: 0 };

/** The run that goes on where another one closes: same document, inputs and permissions, a journal of its own. */
export function successorOf(row: RunRow, now: number): NewRun {
  const { id, name, text, semantics, seed, inputs, answers, speed, generation, chain } = row;
  const { owner, origins, pinned } = row;
  return {
    ...{ name, text, semantics, seed, inputs, speed, chain },
    ...(answers && { answers }),
    ...(owner !== undefined && { owner }),
    ...(origins && { origins }),
    ...(pinned && { pinned }),
    id: newRunId(),
    status: 'running',
    why: '',
    counts: nothingCounted,
    startedAt: now,
    updatedAt: now,
    continuedFrom: id,
    generation: generation + 1,
  };
}

/** A run id: unguessable enough not to meet another one of this device. */
export function newRunId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(9));
  return `run-${Array.from(bytes, (byte) => byte.toString(36).padStart(2, '0')).join('')}`;
}
