import type { Journal } from '../journal/journal';
import type { Registry } from './registry';

/** The runs that go on by themselves after a reload, unless another tab carries them on. */
export async function unfinishedRuns(journal: Journal, registry: Registry): Promise<readonly string[]> {
  const ids = (await journal.listRuns())
    .filter(({ status, removed }) => removed === undefined && (status === 'running' || status === 'waiting'))
    .map(({ id }) => id);
  // Of which something is gone, a run does not go on by itself: calls would be sent again.
  const whole = await Promise.all(ids.map((id) => registry.isWhole(id)));
  return ids.filter((_, n) => whole[n]);
}
