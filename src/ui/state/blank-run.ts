import type { RunSnapshot } from '../../worker/api';

/** A run that has begun and of which nothing has been heard yet. */
export function blankRun(runId: string, name: string): RunSnapshot {
  return {
    runId,
    number: 0,
    name,
    status: 'running',
    why: '',
    loops: [],
    rows: 0,
    revision: 0,
    counts: { iterations: 0, steps: 0, calls: 0, failures: 0, resumes: 0 },
    records: 0,
    bytes: 0,
    speed: 3,
    startedAt: 0,
    readOnly: false,
    source: 'none',
  };
}
