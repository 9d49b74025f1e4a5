import type { Late } from '../json/late';
import type { Entry } from './entry';
import type { Salvage } from './standing';
import type { Views } from './views';

/** The views, which come later than the rest of the worker. */
export class LateViews {
  private readonly late: Late<Views>;

  constructor(late: Late<Views>) {
    this.late = late;
  }

  /** The views, ready to look at these runs. Rejects while they cannot be had. */
  async of(...entries: readonly Entry[]): Promise<Views> {
    const views = await this.late.load();
    for (const entry of entries) {
      views.open(entry.model);
      await entry.indexed();
    }
    return views;
  }

  /** As {@link Salvage}; only damaged journals need it. */
  readonly salvage: Salvage = async (...damaged) => (await this.late.load()).salvage(...damaged);
}
