import { type LateScript, needed } from '../providers/late-script';
import type { Entry } from './entry';
import type { HistoryEngine } from './history';
import type { Salvage } from './standing';
import type { Views } from './views';

/** The script of views, with what it needs of the interpreter. */
export class LateViews {
  private readonly script: LateScript<Views>;
  private readonly engine: HistoryEngine;

  constructor(script: LateScript<Views>, engine: HistoryEngine) {
    this.script = script;
    this.engine = engine;
  }

  /** The views, ready to look at these runs. Rejects while the script cannot be had. */
  async of(...entries: readonly Entry[]): Promise<Views> {
    const views = await needed(this.script);
    for (const entry of entries) {
      views.open(this.engine, entry.model);
      await entry.indexed();
    }
    return views;
  }

  /** As {@link Salvage}; only damaged journals need it. */
  readonly salvage: Salvage = async (...damaged) => {
    const { salvage } = await needed(this.script);
    return salvage(this.engine, ...damaged);
  };
}
