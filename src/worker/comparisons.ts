import { compareBooks } from '../compare';
import type { PortsFor } from '../providers/late-providers';
import { booksView, runsView } from './compare-views';
import type { Comparison, CompareOptions } from './comparison';
import type { ProgramApi } from './language';
import { pushed } from './news';
import type { LateViews } from './late-views';
import type { Registry } from './registry';
import type { ProgramOf } from './run-reader';

export interface ComparisonsSettings {
  readonly views: Pick<LateViews, 'of'>;
  readonly programOf: ProgramOf;
  readonly refusalsOf: (text: string) => ReturnType<ProgramApi['refusals']>;
  readonly portsFor: PortsFor;
  readonly registry: Registry;
}

/**
 * The comparisons the page asks for, one at a time: a new one ends the one before. Of no use to a run, so they come
 * later.
 */
export class Comparisons {
  private readonly settings: ComparisonsSettings;
  private asked = 0;

  constructor(settings: ComparisonsSettings) {
    this.settings = settings;
  }

  /** One document under every rule book; nothing is kept. Undefined when the text holds no program. */
  async books({ text, inputs, seed, ...options }: CompareOptions): Promise<Comparison | undefined> {
    const mine = ++this.asked;
    const { programOf, refusalsOf, portsFor, registry } = this.settings;
    const [program, refusals] = await Promise.all([programOf(text), refusalsOf(text)]);
    if (!program) return undefined;
    const { workflow } = program;
    const { model, code, fits } = portsFor([]);
    const ports = { model, code, fits, turn: registry.clock.turn };
    const compared = await compareBooks(program, refusals, ports, {
      ...options,
      inputs: { ...workflow.inputs, ...inputs },
      seed: seed ?? workflow.seed ?? 0,
      cancelled: () => this.asked !== mine,
    });
    return pushed(booksView(compared));
  }

  /** Stored runs, the first of them what the others are compared with. Undefined when one is no longer stored. */
  async runs(runIds: readonly string[]): Promise<Comparison | undefined> {
    this.asked++;
    const { views, registry } = this.settings;
    const found = await Promise.all(runIds.map((id) => registry.open(id)));
    const entries = found.filter((entry) => entry !== undefined);
    if (entries.length < runIds.length) return undefined;
    await views.of(...entries);
    return pushed(await runsView(entries));
  }
}
