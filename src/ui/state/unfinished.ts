import type { Playground } from '../playground.svelte';
import type { View } from './view';

/** Goes on with what was running when the page went away, and shows the run that was shown. */
export async function resumeUnfinished(playground: Playground, view: View): Promise<void> {
  playground.storage = await playground.ask((api) => api.storage());
  playground.trouble.emptied = playground.storage?.emptied === true;
  const ids = await playground.runs.unfinished();
  const { breakpoints } = playground;
  const latest = playground.run.listen();
  const resumed = await Promise.all(
    ids.map((id) => playground.ask((api) => api.resume(id, undefined, breakpoints.all))),
  );
  const { run } = view;
  const before =
    ids.includes(run ?? '') || run === undefined ? undefined : await playground.ask((api) => api.open(run));
  // A page that was lost just after a run began had no time to note that it showed it.
  const newest = resumed
    .filter((one) => one !== undefined && !one.readOnly)
    .reduce((a, b) => ((b?.number ?? 0) > (a?.number ?? 0) ? b : a), before);
  const shown = resumed.find((one) => one?.runId === run) ?? newest;
  if (!shown) return;
  playground.run.show(latest(shown), undefined);
  if (shown.runId !== run) return;
  if (view.cursor) playground.run.cursor = view.cursor;
  playground.run.foreign = view.foreign === true;
}
