import type { Playground } from '../playground.svelte';
import type { Track } from './track';

/** Of longer loops the journal is not read through for a few marks. */
const longest = 20_000;

/** Where something failed in the loop that the scrubber shows, as far as its iterations have ended. */
export class TrackFailures {
  #found = $state.raw<{ readonly key: string; readonly places: readonly number[] }>();
  readonly #playground: () => Playground;
  #asked = '';

  constructor(playground: () => Playground) {
    this.#playground = playground;
  }

  /** Reads them where there are any and the run stands still. `unit`: length of an iteration in px. */
  look(track: Track | undefined, unit: number): void {
    const { run } = this.#playground();
    const { id, snapshot } = run;
    if (!track || id === undefined || !snapshot || run.isRushing) return;
    if (snapshot.counts.failures === 0 || track.begun > longest) return;
    const { address } = track.level;
    // Marks closer than this would be one.
    const bucket = Math.max(1, Math.ceil(4 / unit));
    const asked = `${this.#keyOf(address)} ${snapshot.counts.failures} ${track.finished} ${bucket}`;
    if (asked === this.#asked) return;
    this.#asked = asked;
    const query = { loop: address, names: [], from: 0, count: Math.ceil(longest / bucket) * bucket, bucket };
    const key = this.#keyOf(address);
    void this.#playground()
      .ask((api) => api.series(id, query))
      .then((page) => {
        if (page && asked === this.#asked)
          this.#found = { key, places: page.failed.map((point) => page.from + (point + 0.5) * bucket) };
      });
  }

  /** Middles of the iterations in which something failed. */
  of({ level }: Track): readonly number[] {
    return this.#found?.key === this.#keyOf(level.address) ? this.#found.places : [];
  }

  #keyOf(address: string): string {
    return `${this.#playground().run.id ?? ''} ${address}`;
  }
}
