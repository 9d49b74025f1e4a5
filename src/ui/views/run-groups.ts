import type { RunListItem } from '../../worker/api';
import { signOf } from '../parts/status';

/** A run as the list shows it: a chain of continued runs is one, told by its last link. */
export interface ListedRun extends RunListItem {
  /** Ids of all its stored links, the last one first. */
  readonly links: readonly string[];
}

/** Runs of one day, newest first, or those that are pinned. */
export interface RunGroup {
  readonly day: string;
  readonly runs: readonly ListedRun[];
}

/** Chains drawn together: iterations, calls and sizes are those of all links that are stored. */
export function chainsOf(runs: readonly RunListItem[]): readonly ListedRun[] {
  const byId = new Map(runs.map((run) => [run.id, run]));
  return runs
    .filter(({ successor }) => successor === undefined || !byId.has(successor))
    .map((last) => {
      const links = [last];
      for (let link = byId.get(last.continuedFrom ?? ''); link; link = byId.get(link.continuedFrom ?? '')) {
        if (links.includes(link)) break;
        links.push(link);
      }
      const sum = (of: (run: RunListItem) => number): number =>
        links.reduce((total, link) => total + of(link), 0);
      return {
        ...last,
        links: links.map(({ id }) => id),
        iterations: sum(({ iterations }) => iterations),
        calls: sum(({ calls }) => calls),
        failures: sum(({ failures }) => failures),
        bytes: sum(({ bytes }) => bytes),
        startedAt: links.at(-1)?.startedAt ?? last.startedAt,
      };
    });
}

/** Keeps what has the filter's words in its name, status or reason; pinned ones first. */
export function foundRuns(runs: readonly ListedRun[], filter: string): readonly ListedRun[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const kept = runs.filter((run) => {
    if (words.length === 0) return true;
    const text =
      `${run.number} ${run.name} ${signOf(run.status).word} ${run.why} ${run.semantics}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return [...kept.filter(({ pinned }) => pinned), ...kept.filter(({ pinned }) => !pinned)];
}

/** Groups runs by day, those that are pinned in a group of their own. */
export function groupedRuns(
  runs: readonly ListedRun[],
  dayOf: (time: number) => string,
): readonly RunGroup[] {
  const groups = new Map<string, ListedRun[]>();
  for (const run of runs) {
    const day = run.pinned ? 'Pinned' : dayOf(run.startedAt);
    const group = groups.get(day);
    if (group) group.push(run);
    else groups.set(day, [run]);
  }
  return [...groups].map(([day, of]) => ({ day, runs: of }));
}
