import type { Journal, RunRow } from '../journal/journal';
import type { SemanticsName } from '../workflow/types';
import type { RunListItem } from './api';

/** The stored runs as the list shows them. */
export function runList(rows: readonly RunRow[]): readonly RunListItem[] {
  return rows.map((row) => {
    const {
      id,
      number,
      name,
      status,
      why,
      stoppedBy,
      counts,
      seed,
      bytes,
      startedAt,
      updatedAt,
      generation,
    } = row;
    return {
      ...{ id, number, name, status, why, seed, bytes, startedAt, updatedAt, generation },
      ...(stoppedBy && { stoppedBy }),
      iterations: counts.iterations,
      calls: counts.calls,
      failures: counts.failures,
      resumes: counts.resumes,
      // Written from a checked document, whose rules are one of these.
      semantics: row.semantics as SemanticsName,
      ...(row.endedAt !== undefined && { endedAt: row.endedAt }),
      ...(row.continuedFrom !== undefined && { continuedFrom: row.continuedFrom }),
      ...(row.successor !== undefined && { successor: row.successor }),
      ...(row.owner !== undefined && { owner: row.owner }),
    };
  });
}

/** Runs that were deleted and can still be brought back. */
export interface Removed {
  has(runId: string): boolean;
  remove(runId: string): Promise<void>;
  bringBack(runId: string): Promise<void>;
}

const setting = 'removed-runs';

/**
 * Deletes a run at the next deletion or visit, so that it can be brought back until then. What a page
 * left behind is deleted when the next one begins.
 */
export function removeLater(journal: Journal): Removed {
  let waiting: string | undefined;
  const left = journal
    .getSetting(setting)
    .then(async (ids) => {
      if (!Array.isArray(ids)) return;
      for (const id of ids) await journal.deleteRun(String(id));
      await journal.putSetting(setting, []);
    })
    // Storage that fails here will fail where it is told to the person.
    .catch(() => undefined);
  return {
    has: (runId) => runId === waiting,
    async remove(runId) {
      await left;
      const before = waiting;
      waiting = runId;
      await journal.putSetting(setting, [runId]);
      if (before !== undefined) await journal.deleteRun(before);
    },
    async bringBack(runId) {
      if (runId !== waiting) return;
      waiting = undefined;
      await journal.putSetting(setting, []);
    },
  };
}
