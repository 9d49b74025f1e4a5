import type { PortsFor } from '../providers/late-providers';
import { type LateScript, needed } from '../providers/late-script';
import type { Clock } from './clock';
import type { Comparer } from './comparer';
import type { Comparison, CompareOptions } from './comparison';
import type { ProgramApi } from './language';
import { pushed } from './news';
import type { LateViews } from './late-views';
import type { Registry } from './registry';

/** The comparisons the page asks for, one at a time: a new one ends the one before. */
export class Comparisons {
  private readonly script: LateScript<Comparer>;
  private readonly language: ProgramApi;
  private readonly portsFor: PortsFor;
  private readonly registry: Registry;
  private readonly clock: Pick<Clock, 'turn'>;
  private readonly views: LateViews;
  private asked = 0;

  constructor(
    script: LateScript<Comparer>,
    views: LateViews,
    language: ProgramApi,
    portsFor: PortsFor,
    registry: Registry,
  ) {
    this.script = script;
    this.views = views;
    this.language = language;
    this.portsFor = portsFor;
    this.registry = registry;
    this.clock = registry.clock;
  }

  /** Undefined when the text holds no program. */
  async books({ text, ...options }: CompareOptions): Promise<Comparison | undefined> {
    const mine = ++this.asked;
    const [comparer, program, refusals] = await Promise.all([
      needed(this.script),
      this.language.program(text),
      this.language.refusals(text),
    ]);
    if (!program) return undefined;
    const { model, code, fits } = this.portsFor([]);
    const ports = { model, code, fits, turn: this.clock.turn };
    const cancelled = (): boolean => this.asked !== mine;
    return pushed(await comparer.books(program, refusals, ports, { ...options, cancelled }));
  }

  /** Undefined when one of the runs is no longer stored. */
  async runs(runIds: readonly string[]): Promise<Comparison | undefined> {
    this.asked++;
    const comparer = await needed(this.script);
    const found = await Promise.all(runIds.map((id) => this.registry.open(id)));
    const entries = found.filter((entry) => entry !== undefined);
    if (entries.length < runIds.length) return undefined;
    await this.views.of(...entries);
    return pushed(await comparer.runs(entries));
  }
}
