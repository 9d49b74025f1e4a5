import type { Cursor, RunSnapshot } from '../../worker/api';
import type { Playground } from '../playground.svelte';

type Unit = 'step' | 'iteration';

/** The keys and buttons that move through a run: on with it at its head, along its record when one looks back. */
export class Walk {
  readonly #playground: Playground;
  /** Presses are carried out one after another: each begins where the one before has led. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(playground: Playground) {
    this.#playground = playground;
  }

  /** One step or iteration on. At the head of a run that is going on it is the run that goes on. */
  on(unit: Unit): Promise<RunSnapshot | undefined> {
    return this.#after(async () => {
      const { run } = this.#playground;
      if (run.cursor) this.#playground.seek(await run.neighbour(run.cursor, unit, false));
      else if (run.isMine) return this.#playground.controls.advance(unit);
      return run.snapshot;
    });
  }

  /** One step or iteration back in the record; at its beginning nothing moves. The run is not touched. */
  back(unit: Unit): Promise<RunSnapshot | undefined> {
    return this.#after(async () => {
      const { run } = this.#playground;
      const before = run.from && (await run.neighbour(run.from, unit, true));
      if (before) this.#playground.seek(before);
      return run.snapshot;
    });
  }

  /** Looks at a moment by its names; gives it, or undefined when the run has none such. */
  to(loop: string, iteration: number, stepId: string | undefined): Promise<Cursor | undefined> {
    return this.#after(async () => {
      const { run } = this.#playground;
      const { id } = run;
      if (id === undefined) return undefined;
      const moment = await this.#playground.ask((api) => api.momentAt(id, loop, iteration, stepId));
      if (moment) this.#playground.seek(moment);
      return moment;
    });
  }

  #after<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#last.then(work);
    this.#last = next.catch(() => undefined);
    return next;
  }
}
