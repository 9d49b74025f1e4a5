import { isObject, type Json, type JsonObject } from '../../../src/json/json';
import type { RunStatus, StoppedBy } from '../../../src/engine';
import { toJson } from '../../../src/expression';
import { fits } from '../../../src/engine/fits';
import type { Workflow } from '../../../src/workflow/types';
import { type Attempt, effect, Numbering } from './effects';
import { evaluate, Failure, fill, limitOf, render, type Scope } from './evaluate';
import { type Part, type Program, programOf, shownIn } from './program';
import { type Context, join } from './join';
import { copyWorld, Entry, Frame, Holder } from './world';

/** Who leaves a loop, and which. */
class Leave extends Error {
  readonly by: 'exit' | 'next' | 'until';
  readonly loop: string;

  constructor(by: 'exit' | 'next' | 'until', loop: string) {
    super(by);
    this.by = by;
    this.loop = loop;
  }
}

/** Which siblings were started would be a question of time, or it takes too much of it: such a document tells nothing. */
export class Untimed extends Error {}

const mostSteps = 600;

export interface Told {
  readonly status: RunStatus;
  readonly outputs: Json;
  readonly steps: JsonObject;
  readonly loops: readonly {
    readonly address: string;
    readonly id: string;
    readonly iterations: number;
    readonly stoppedBy?: string;
  }[];
  readonly calls: readonly Attempt[];
  readonly code?: string;
}

interface Summary {
  readonly address: string;
  readonly id: string;
  readonly order: number;
  readonly numbers: readonly number[];
  iterations: number;
  stoppedBy: StoppedBy;
}

/** Runs a workflow by the letter of the rules, with no thought of speed or of ever being interrupted. */
export function interpret(workflow: Workflow): Told {
  return new Interpreter(programOf(workflow)).run();
}

class Interpreter {
  private readonly program: Program;
  private readonly recent = new Map<string, Json>();
  private readonly loops: Summary[] = [];
  private readonly calls: Attempt[] = [];
  private taken = 0;

  constructor(program: Program) {
    this.program = program;
  }

  run(): Told {
    const root = new Frame(undefined, undefined, 0, null, new Holder(new Map()));
    const context: Context = { frame: root, numbering: new Numbering() };
    try {
      for (const [name, value] of Object.entries(this.program.workflow.variables ?? {}))
        root.holder!.values.set(name, fill(this.scope(root), value));
      this.list(this.program.parts, context);
      const { outputs } = this.program.workflow;
      const last = root.ended.get(this.program.parts.at(-1)!.id)?.value ?? null;
      return this.told('completed', outputs ? this.named(root, outputs) : toJson(last));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return this.told('failed', null, error.code);
    }
  }

  /** Each of the run's outputs is an output of its own: what is undefined becomes null. */
  private named(root: Frame, outputs: JsonObject): JsonObject {
    return Object.fromEntries(
      Object.entries(outputs).map(([name, value]) => [name, fill(this.scope(root), value)]),
    );
  }

  private told(status: RunStatus, outputs: Json, code?: string): Told {
    const steps = this.program.all
      .filter(({ id }) => this.recent.has(id) && !this.program.unseen.has(id))
      .map(({ id }) => [id, toJson(this.recent.get(id))]);
    const before = (a: Summary, b: Summary): number => {
      const at = a.numbers.findIndex((n, i) => n !== b.numbers[i]);
      return a.order - b.order || (at < 0 ? 0 : a.numbers[at]! - b.numbers[at]!);
    };
    return {
      status,
      outputs,
      steps: Object.fromEntries(steps) as JsonObject,
      loops: this.loops
        .toSorted(before)
        .map(({ address, id, iterations, stoppedBy }) => ({ address, id, iterations, stoppedBy })),
      calls: this.calls,
      ...(code !== undefined && { code }),
    };
  }

  private scope(frame: Frame, pending?: ReadonlyMap<string, Json>): Scope {
    const { program } = this;
    return { program, inputs: program.workflow.inputs ?? {}, frame, ...(pending && { pending }) };
  }

  private list(parts: readonly Part[], context: Context): void {
    for (const part of parts) this.step(part, context);
  }

  private end({ id }: Part, { frame }: Context, value: Json, counts: boolean): void {
    frame.ended.set(id, { value, counts });
    this.recent.set(id, value);
  }

  private step(part: Part, context: Context): void {
    if (++this.taken > mostSteps) throw new Untimed();
    const { step, id } = part;
    const scope = this.scope(context.frame);
    try {
      if (step.skipIf !== undefined && evaluate(scope, step.skipIf)) this.end(part, context, null, false);
      else this.end(part, context, this.body(part, context), true);
    } catch (error) {
      if (!(error instanceof Failure) || error.owner !== undefined) throw error;
      const { onError = 'fail' } = step;
      if (onError === 'fail') throw error;
      context.frame.errors.set(id, { code: error.code, message: error.message });
      if (onError === 'continue') this.end(part, context, null, false);
      else this.end(part, context, fill(scope, onError.output), true);
    }
    const ended = context.frame.ended.get(id);
    if (
      (step.type === 'exit' || step.type === 'next') &&
      ended?.counts &&
      isObject(ended.value) &&
      ended.value.taken === true &&
      !context.frame.errors.has(id)
    ) {
      throw new Leave(
        step.type,
        step.loop ?? this.program.owners.get(id)!.findLast((owner) => this.isLoop(owner))!,
      );
    }
    this.checkEachStep(context);
  }

  private isLoop(id: string): boolean {
    return this.program.all.some((part) => part.id === id && part.step.type === 'loop');
  }

  /** Does a step, checks of the output's form included. */
  private body(part: Part, context: Context): Json {
    const { step, id } = part;
    const { frame } = context;
    const scope = this.scope(frame);
    const fit = (output: Json): Json => {
      const result = step.outputSchema ? fits(step.outputSchema, output) : { ok: true as const };
      if (!result.ok) throw new Failure('step/output-schema', result.message);
      return output;
    };
    switch (step.type) {
      case 'compute':
        return fit(fill(scope, step.value));
      case 'template':
        return fit(render(scope, step.template));
      case 'set': {
        const pending = new Map<string, Json>();
        for (const [name, value] of Object.entries(step.values))
          pending.set(name, fill(this.scope(frame, pending), value));
        const output = fit(Object.fromEntries(pending));
        pending.forEach((value, name) => this.write(context, name, value));
        return output;
      }
      case 'sequence':
        this.list(part.lists[0]!, context);
        return fit(null);
      case 'if': {
        const cases = step.cases ?? [{ when: step.when! }];
        const branch = cases.findIndex(({ when }) => evaluate(scope, when));
        if (branch >= 0) this.list(part.lists[branch]!, context);
        else if (step.else) this.list(part.lists.at(-1)!, context);
        return fit({ branch: branch >= 0 ? branch : 'else' });
      }
      case 'exit':
      case 'next':
        return fit({ taken: step.when === undefined || Boolean(evaluate(scope, step.when)) });
      case 'fail':
        throw new Failure('step/fail', render(scope, step.message));
      case 'wait': {
        const ms = typeof step.ms === 'string' ? fill(scope, step.ms) : step.ms;
        if (typeof ms !== 'number' || ms < 0) throw new Failure('wait/bad-duration', 'bad');
        return fit(null);
      }
      case 'llm':
      case 'tool':
      case 'http':
        return effect(step, id, scope, context.numbering, this.calls);
      case 'parallel': {
        const { maxConcurrency = Infinity } = step;
        this.siblings(part.lists[0]!, maxConcurrency, context, (child, twin) => this.step(child, twin));
        return fit(null);
      }
      case 'foreach':
        return fit(this.foreach(part, step, context));
      case 'loop':
        return fit(this.loop(part, step, context));
      case 'code':
        throw new Error('code is left out here');
    }
  }

  private write({ frame, log }: Context, name: string, value: Json): void {
    const holder = frame.chain().find((at) => at.holder?.values.has(name))?.holder;
    if (!holder) throw new Error(`no variable ${name}`);
    holder.values.set(name, value);
    log?.set(`${holder.key} ${name}`, { key: holder.key, name, value });
  }

  /** Runs each alone in a copy of the world, then brings together what they did. */
  private siblings<T>(
    all: readonly T[],
    atOnce: number,
    context: Context,
    run: (one: T, twin: Context, index: number) => void,
    numbering: (index: number) => Numbering = () => context.numbering,
  ): void {
    const base = context.frame;
    const troubles: (Failure | Leave)[] = [];
    const twins: Context[] = [];
    for (const [index, one] of all.entries()) {
      if (index >= atOnce && troubles.length > 0) break;
      const twin: Context = { frame: copyWorld(base), numbering: numbering(index), log: new Map() };
      twins.push(twin);
      try {
        run(one, twin, index);
      } catch (error) {
        if (!(error instanceof Failure || error instanceof Leave)) throw error;
        troubles.push(error);
      }
    }
    if (troubles.length > 0 && atOnce > 1 && atOnce < all.length) throw new Untimed();
    for (const { frame, log } of twins) join(context, frame, log!);
    const strength = (trouble: Failure | Leave): number =>
      trouble instanceof Failure ? 0 : { until: 1, exit: 2, next: 3 }[trouble.by];
    const [worst] = troubles.toSorted((a, b) => strength(a) - strength(b));
    if (worst) throw worst;
  }

  private foreach(part: Part, step: Extract<Part['step'], { type: 'foreach' }>, context: Context): Json {
    const { id, lists } = part;
    const { frame } = context;
    const scope = this.scope(frame);
    const items =
      typeof step.items === 'string' ? toJson(evaluate(scope, step.items)) : fill(scope, step.items);
    if (!Array.isArray(items)) throw new Failure('foreach/not-a-list', 'no list');
    const list = items as readonly Json[];
    frame.entries.set(id, new Entry(id, 'foreach'));
    const { parallel = false, onItemError = 'fail' } = step;
    const slots: (Json | undefined)[] = [];
    const one = (item: Json, twin: Context, index: number): void => {
      const entry = twin.frame.entries.get(id)!;
      const inner = new Frame(twin.frame, entry, index, item);
      entry.frames.push(inner);
      try {
        this.list(lists[0]!, { ...twin, frame: inner });
        slots[index] = this.results(id, inner);
      } catch (error) {
        if (!(error instanceof Failure) || error.owner !== undefined || onItemError === 'fail') throw error;
        slots[index] = onItemError === 'continue' ? null : undefined;
      }
    };
    if (parallel === false) list.forEach((item, index) => one(item, context, index));
    else {
      const shared = context.numbering;
      const numberings = list.map((_, index) => new Numbering({ outer: shared, of: list.length, index }));
      try {
        this.siblings(
          list,
          parallel === true ? Infinity : parallel,
          context,
          one,
          (index) => numberings[index]!,
        );
      } finally {
        shared.join(numberings);
      }
    }
    const outputs = slots.filter((slot) => slot !== undefined);
    return { outputs, count: outputs.length };
  }

  private results(owner: string, frame: Frame): JsonObject {
    const shown = shownIn(this.program, owner).filter((id) => frame.ended.has(id));
    return Object.fromEntries(shown.map((id) => [id, frame.ended.get(id)!.value]));
  }

  private loop(part: Part, step: Extract<Part['step'], { type: 'loop' }>, context: Context): Json {
    const { id, lists } = part;
    const { frame } = context;
    const pending = new Map<string, Json>();
    for (const [name, value] of Object.entries(step.variables ?? {}))
      pending.set(name, fill(this.scope(frame, pending), value));
    const entry = new Entry(id, 'loop', new Holder(pending));
    frame.entries.set(id, entry);
    const numbers = frame
      .chain()
      .filter(({ via }) => via)
      .map(({ index }) => index)
      .toReversed();
    const summary: Summary = {
      address: frame.address(id),
      id,
      order: part.order,
      numbers,
      iterations: 0,
      stoppedBy: 'error',
    };
    this.loops.push(summary);
    try {
      summary.stoppedBy = this.iterate(step, lists[0]!, context, entry, summary);
    } catch (error) {
      if (error instanceof Leave) summary.stoppedBy = 'exit';
      if (error instanceof Failure && error.owner === id) throw new Failure(error.code, error.message);
      throw error;
    }
    const result = {
      iterations: summary.iterations,
      stoppedBy: summary.stoppedBy,
      last: entry.finished.at(-1) ?? {},
      vars: Object.fromEntries(entry.holder!.values),
    };
    Object.defineProperty(result, 'outputs', { value: entry.finished, enumerable: false });
    return result;
  }

  private iterate(
    step: Extract<Part['step'], { type: 'loop' }>,
    parts: readonly Part[],
    context: Context,
    entry: Entry,
    summary: Summary,
  ): StoppedBy {
    const check = step.check ?? this.program.rules.check;
    const checksBefore = check === 'before' || check === 'before-and-after';
    for (let k = 0; ; k++) {
      const frame = new Frame(context.frame, entry, k, null);
      if (checksBefore || (check === 'each-step' && k === 0)) {
        if (this.check(step, entry, frame, 'before')) return 'until';
      }
      entry.frames.push(frame);
      summary.iterations = k + 1;
      let left: Leave['by'] | undefined;
      try {
        this.list(parts, { ...context, frame });
      } catch (error) {
        if (!(error instanceof Leave) || error.loop !== entry.id) throw error;
        left = error.by;
      }
      entry.finished.push(this.results(entry.id, frame));
      if (left === 'exit' || left === 'until') return left;
      if (check !== 'before' && this.check(step, entry, frame, 'after')) return 'until';
      const limit = limitOf(this.scope(frame), entry);
      if (limit !== null && k + 1 >= limit) {
        if (step.onMaxReached === 'fail') throw new Failure('loop/max-iterations', 'limit');
        return 'max';
      }
    }
  }

  private checkEachStep({ frame }: Context): void {
    for (const at of frame.chain()) {
      const entry = at.via;
      if (entry?.kind !== 'loop') continue;
      const { step } = this.program.all.find(({ id }) => id === entry.id)!;
      if (step.type !== 'loop' || (step.check ?? this.program.rules.check) !== 'each-step') continue;
      if (this.check(step, entry, at, 'after')) throw new Leave('until', entry.id);
    }
  }

  private check(
    step: Extract<Part['step'], { type: 'loop' }>,
    entry: Entry,
    frame: Frame,
    when: 'before' | 'after',
  ): boolean {
    if (step.until === undefined) return false;
    const { rules } = this.program;
    if (rules.latched && entry.latched) return true;
    let value;
    try {
      value = evaluate(this.scope(frame), step.until);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (rules.throws[when] === 'go on') return false;
      throw new Failure(error.code, error.message, entry.id);
    }
    if (rules.stops(value)) return (entry.latched = true);
    if (value !== false && value !== undefined && value !== null && rules.notBoolean === 'fail')
      throw new Failure('loop/until-not-boolean', 'not boolean', entry.id);
    return false;
  }
}
