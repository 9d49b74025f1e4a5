import type { RunSnapshot, WorkerApi } from '../../worker/api';
import type { PausePoint } from '../../engine/gate';
import type { Playground } from '../playground.svelte';

/** What can be told to the shown run itself. Each gives how the run then is; undefined: there is none, or no answer. */
export class Controls {
  readonly #playground: Playground;

  constructor(playground: Playground) {
    this.#playground = playground;
  }

  pause(): Promise<RunSnapshot | undefined> {
    return this.#tell((api, id) => api.pause(id));
  }

  /** Goes on with the run as it was begun, to a goal if there is one, and with the breakpoints as they are. */
  async resume(goal?: PausePoint): Promise<RunSnapshot | undefined> {
    const { breakpoints, run, trouble } = this.#playground;
    this.#playground.keepAsItWas();
    run.goal = goal;
    const snapshot = await this.#tell((api, id) => api.resume(id, goal, breakpoints.all));
    if (snapshot && snapshot.status !== 'paused') trouble.recovered();
    return snapshot;
  }

  stop(): Promise<RunSnapshot | undefined> {
    return this.#tell((api, id) => api.stop(id));
  }

  async skipWait(): Promise<void> {
    const { id } = this.#playground.run;
    if (id !== undefined) await this.#playground.ask((api) => api.skipWait(id));
  }

  /** One step or iteration of the run, then it is paused again. */
  advance(unit: 'step' | 'iteration'): Promise<RunSnapshot | undefined> {
    this.#playground.run.goal = undefined;
    return this.#tell((api, id) => (unit === 'step' ? api.step(id) : api.stepIteration(id)));
  }

  async #tell(
    question: (api: WorkerApi, id: string) => Promise<RunSnapshot | undefined>,
  ): Promise<RunSnapshot | undefined> {
    const { run } = this.#playground;
    const { id } = run;
    if (id === undefined) return undefined;
    const latest = run.listen();
    const snapshot = await this.#playground.ask((api) => question(api, id));
    if (snapshot) run.hear(latest(snapshot), id);
    return snapshot;
  }
}
