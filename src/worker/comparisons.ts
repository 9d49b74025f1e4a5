import type { PortsFor } from '../providers/late-providers';
import type { LateScript } from '../providers/late-script';
import type { Clock } from './clock';
import type { Comparer } from './comparer';
import type { Comparison, CompareOptions } from './comparison';
import type { ProgramApi } from './language';
import { pushed } from './news';
import type { Registry } from './registry';

/** The comparisons the page asks for, one at a time: a new one ends the one before. */
export class Comparisons {
  private readonly script: LateScript<Comparer>;
  private readonly language: ProgramApi;
  private readonly portsFor: PortsFor;
  private readonly registry: Registry;
  private readonly clock: Pick<Clock, 'turn'>;
  private asked = 0;

  constructor(script: LateScript<Comparer>, language: ProgramApi, portsFor: PortsFor, registry: Registry) {
    this.script = script;
    this.language = language;
    this.portsFor = portsFor;
    this.registry = registry;
    this.clock = registry.clock;
  }

  /** Undefined when the text holds no program. */
  async books({ text, ...options }: CompareOptions): Promise<Comparison | undefined> {
    const mine = ++this.asked;
    const [comparer, program, refusals] = await Promise.all([
      this.comparer(),
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
    const comparer = await this.comparer();
    const found = await Promise.all(runIds.map((id) => this.registry.open(id)));
    const entries = found.filter((entry) => entry !== undefined);
    return entries.length < runIds.length ? undefined : pushed(await comparer.runs(entries));
  }

  private async comparer(): Promise<Comparer> {
    const comparer = this.script.get() ?? (await this.script.load());
    if (!comparer) throw new Error('a part of the playground could not be loaded: is the connection lost?');
    return comparer;
  }
}
