import { status, stepIdOf } from '../engine';
import type { Cursor } from './api';
import type { Entry } from './entry';

/** What is known of the steps of a body. */
interface Body {
  /** Ids of the steps that have begun and can be looked at, in document order. */
  readonly begun: readonly string[];
  readonly ended: ReadonlySet<string>;
  /** The iteration itself has ended. */
  readonly over: boolean;
}

/**
 * The moment after (`back`: before) another one in the record of a run. Steps follow each other in document
 * order, those of a `parallel` too; a loop's iterations come before the moment after the loop. Iterations are those
 * of the same loop, and after the last one that of the loop around it. Undefined: there is none; forward that
 * is where the run is now.
 */
export async function neighbourOf(
  entry: Entry,
  from: Cursor,
  unit: 'step' | 'iteration',
  back: boolean,
): Promise<Cursor | undefined> {
  await entry.live?.flush();
  const record = new Walk(entry);
  if (unit === 'step') return back ? record.before(from) : record.after(from);
  return back ? record.iterationBefore(from) : record.iterationAfter(from);
}

/** The moment of a row: after one of its steps, after its check, or what it has come to; undefined: there is none. */
export async function momentAt(
  entry: Entry,
  { address, iteration }: Omit<Cursor, 'stepId'>,
  stepId: string | undefined,
): Promise<Cursor | undefined> {
  await entry.live?.flush();
  return new Walk(entry).at(address, iteration, stepId);
}

class Walk {
  private readonly entry: Entry;
  private readonly open: ReturnType<Entry['model']['openFrames']>;

  constructor(entry: Entry) {
    this.entry = entry;
    this.open = entry.model.openFrames(entry.state);
  }

  async at(address: string, iteration: number, stepId: string | undefined): Promise<Cursor | undefined> {
    if (address !== '' && iteration >= this.rows(address)) return undefined;
    const { begun, over } = await this.body(address, iteration);
    if (stepId !== undefined && !begun.includes(stepId)) return undefined;
    const step = stepId ?? (over ? undefined : begun.at(-1));
    return { address, iteration, ...(step !== undefined && { stepId: step }) };
  }

  async after({ address, iteration, stepId }: Cursor): Promise<Cursor | undefined> {
    if (stepId !== undefined) {
      const body = await this.body(address, iteration);
      return this.from(address, iteration, body, body.begun.indexOf(stepId) + 1);
    }
    if (iteration + 1 < this.rows(address)) return this.first(address, iteration + 1);
    const around = this.around(address);
    if (!around) return undefined;
    return (await this.body(around.address, around.iteration)).ended.has(around.stepId) ? around : undefined;
  }

  async before({ address, iteration, stepId }: Cursor): Promise<Cursor | undefined> {
    const body = await this.body(address, iteration);
    if (stepId === undefined) return this.last(address, iteration, body, body.begun.length);
    if (body.ended.has(stepId)) {
      const inner = this.inside(address, iteration, stepId);
      if (this.rows(inner) > 0) return { address: inner, iteration: this.rows(inner) - 1 };
    }
    const at = body.begun.indexOf(stepId);
    return this.last(address, iteration, body, at < 0 ? body.begun.length : at);
  }

  async iterationAfter({ address, iteration, stepId }: Cursor): Promise<Cursor | undefined> {
    if (address === '') return undefined;
    const number = stepId === undefined ? iteration + 1 : iteration;
    if (number < this.rows(address)) {
      return (await this.body(address, number)).over ? { address, iteration: number } : undefined;
    }
    const around = this.around(address);
    return around && this.iterationAfter(around);
  }

  iterationBefore({ address, iteration }: Cursor): Cursor | undefined {
    if (iteration > 0) return { address, iteration: iteration - 1 };
    const around = this.around(address);
    return around && this.iterationBefore(around);
  }

  /** The first moment of an iteration. */
  private async first(address: string, iteration: number): Promise<Cursor | undefined> {
    return this.from(address, iteration, await this.body(address, iteration), 0);
  }

  /** The first moment of a body from its step number `at` on. */
  private async from(
    address: string,
    iteration: number,
    body: Body,
    at: number,
  ): Promise<Cursor | undefined> {
    for (const step of body.begun.slice(at)) {
      // Of siblings one may go on while a later one has ended.
      const moment = await this.into(address, iteration, step, body);
      if (moment) return moment;
    }
    return body.over ? { address, iteration } : undefined;
  }

  /** The first moment in, or else after, a step. */
  private async into(
    address: string,
    iteration: number,
    stepId: string,
    { ended }: Body,
  ): Promise<Cursor | undefined> {
    const inner = this.inside(address, iteration, stepId);
    if (this.rows(inner) > 0) return this.first(inner, 0);
    return ended.has(stepId) ? { address, iteration, stepId } : undefined;
  }

  /** The last moment before step number `at` of a body began. */
  private async last(
    address: string,
    iteration: number,
    body: Body,
    at: number,
  ): Promise<Cursor | undefined> {
    const step = body.begun[at - 1];
    if (step !== undefined) {
      // A sibling that is still going on: its own last moment is where it has come to.
      return body.ended.has(step)
        ? { address, iteration, stepId: step }
        : this.last(address, iteration, body, at - 1);
    }
    if (iteration > 0) return { address, iteration: iteration - 1 };
    const around = this.around(address);
    if (!around) return undefined;
    const outer = await this.body(around.address, around.iteration);
    return this.last(around.address, around.iteration, outer, outer.begun.indexOf(around.stepId));
  }

  /** The step of a body around a loop or foreach that this is; undefined for the document. */
  private around(address: string): (Cursor & { readonly stepId: string }) | undefined {
    if (address === '') return undefined;
    const [, outer = '', , number = '0', stepId = ''] =
      /^(?:(.*)([[{])(\d+)[\]}]\/)?([^/]+)$/.exec(address) ?? [];
    return { address: outer, iteration: Number(number), stepId };
  }

  /** The address of a loop or foreach in a body. */
  private inside(address: string, iteration: number, stepId: string): string {
    if (address === '') return stepId;
    const own = this.entry.model.plan.byId.get(stepIdOf(address));
    return `${address}${own?.type === 'foreach' ? `{${iteration}}` : `[${iteration}]`}/${stepId}`;
  }

  private rows(address: string): number {
    return this.entry.model.index.find(address)?.rows ?? 0;
  }

  private async body(address: string, iteration: number): Promise<Body> {
    const { model, state, recent, segments } = this.entry;
    const frame = address === '' ? state.root : this.open.get(`${address}[${iteration}]`);
    if (frame) {
      const seen = frame.plan.slots.filter(
        ({ slot, visible }) => visible && frame.status[slot] !== status.none,
      );
      return {
        begun: seen.map(({ id }) => id),
        ended: new Set(
          seen.filter(({ slot }) => (frame.status[slot] ?? 0) >= status.done).map(({ id }) => id),
        ),
        over: false,
      };
    }
    const record =
      recent.get(address, iteration) ?? (await model.history.iteration(address, iteration, segments));
    if (!record) return { begun: [], ended: new Set(), over: false };
    const owner = model.plan.byId.get(stepIdOf(address));
    const slots = owner?.type === 'loop' || owner?.type === 'foreach' ? owner.inner.slots : [];
    const begun = slots
      .filter(({ id, visible }) => visible && Object.hasOwn(record.steps, id))
      .map(({ id }) => id);
    return { begun, ended: new Set(begun), over: true };
  }
}
