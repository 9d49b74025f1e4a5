import type { RunListItem } from '../../worker/api';
import { signOf } from '../parts/status';

/** Runs of one day, newest first. */
export interface RunGroup {
  readonly day: string;
  readonly runs: readonly RunListItem[];
}

/** Groups a list by day, keeping what has the filter's words in its name, status or reason. */
export function groupedRuns(
  runs: readonly RunListItem[],
  filter: string,
  dayOf: (time: number) => string,
): readonly RunGroup[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const kept = runs.filter((run) => {
    const text =
      `${run.number} ${run.name} ${signOf(run.status).word} ${run.why} ${run.semantics}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const groups = new Map<string, RunListItem[]>();
  for (const run of kept) {
    const day = dayOf(run.startedAt);
    const group = groups.get(day);
    if (group) group.push(run);
    else groups.set(day, [run]);
  }
  return [...groups].map(([day, of]) => ({ day, runs: of }));
}
