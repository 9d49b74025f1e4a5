import type { Forked, ForkOptions } from '../../worker/api';
import type { ForkPoint } from '../../worker/fork-types';
import type { Playground } from '../playground.svelte';
import { reasonsIn } from './fork-ask';

/** Goes on from a point of a run with the document in the editor: a new run, the old one stays as it is. */
export class Forking {
  /** Going on after an edit is offered: that is then the next thing to do, before a new run. */
  offered = $state(false);
  /** Why the edited document cannot take over the paused run that is shown; none: it can, or that is not known yet. */
  unfit = $state.raw<readonly string[]>([]);
  readonly #playground: Playground;

  constructor(playground: Playground) {
    this.#playground = playground;
  }

  /** Begins a fork and shows it; why not, in sentences. */
  async begin(
    runId: string,
    point: ForkPoint,
    changes: Partial<ForkOptions> = {},
  ): Promise<readonly string[]> {
    return reasonsIn(await this.forked(runId, point, changes));
  }

  /** As `begin`, with all that is known of a refusal. */
  async forked(
    runId: string,
    point: ForkPoint,
    changes: Partial<ForkOptions> = {},
  ): Promise<Forked | undefined> {
    const playground = this.#playground;
    const all = { ...playground.terms, ...changes, runId, point };
    const forked = await playground.ask((api) => api.fork(all));
    if (forked && 'runId' in forked) playground.showBegun(forked.runId, all.text);
    return forked;
  }

  /** Why the document does not fit what a run did up to a point; none: it does. */
  async fits(runId: string, point: ForkPoint): Promise<readonly string[]> {
    return reasonsIn(await this.forked(runId, point, { dryRun: true }));
  }
}
