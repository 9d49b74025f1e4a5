import type { ListedRun } from '../journal/journal';
import type { SemanticsName } from '../workflow/types';
import type { RunListItem } from './api';

/** The stored runs as the list shows them, with where each is carried out. */
export function runList(rows: readonly (ListedRun & Pick<RunListItem, 'going'>)[]): readonly RunListItem[] {
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
      ...(row.forkOf && { forkOf: row.forkOf }),
      ...(row.imported === true && { imported: true }),
      ...(row.pinned === true && { pinned: true }),
      ...(row.owner !== undefined && { owner: row.owner }),
      ...(row.going && { going: row.going }),
    };
  });
}
