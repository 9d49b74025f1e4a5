import type { Entry } from './entry';

/** The address meant by a loop's id (its latest start) or address. */
export function latestStart({ state, model }: Entry, loop: string): string {
  if (!model.plan.byId.has(loop)) return loop;
  const starts = [...state.loops.values()].filter(({ id }) => id === loop);
  return starts.at(-1)?.address ?? loop;
}
