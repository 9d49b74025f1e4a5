import fc from 'fast-check';
import type { Json } from '../../src/json/json';
import type { Step, Workflow } from '../../src/workflow/types';

/** What a generated step may name: the document so far, as seen from where it stands. */
interface Context {
  readonly depth: number;
  readonly loops: readonly string[];
  readonly steps: readonly string[];
  readonly variables: readonly string[];
  readonly inItem: boolean;
  /** Under siblings `continueAsNewEvery` is not allowed. */
  readonly siblings: boolean;
}

/** Makes workflows that use the whole language and end: every loop has a small limit. Deterministic by its numbers. */
class Maker {
  private readonly next: () => number;
  private ids = 0;
  private left: number;

  constructor(numbers: readonly number[], steps: number) {
    let at = 0;
    this.next = () => numbers[at++ % numbers.length]! + Math.floor(at / numbers.length);
    this.left = steps;
  }

  private pick<T>(...choices: readonly T[]): T {
    return choices[this.next() % choices.length]!;
  }

  private chance(of: number): boolean {
    return this.next() % of === 0;
  }

  workflow(): Workflow {
    const variables = { total: 0, words: [], text: '' };
    const context: Context = {
      depth: 0,
      loops: [],
      steps: [],
      variables: Object.keys(variables),
      inItem: false,
      siblings: false,
    };
    return {
      inputs: { n: this.next() % 4, list: [1, 2, 3] },
      variables,
      seed: this.next() % 10,
      steps: this.steps(context, 2 + (this.next() % 3)),
    };
  }

  private steps(context: Context, count: number): Step[] {
    const steps: Step[] = [];
    let seen = context;
    for (let i = 0; i < count; i++) {
      const step = this.step(seen);
      steps.push(step);
      seen = { ...seen, steps: [...seen.steps, step.id!] };
    }
    return steps;
  }

  private step(context: Context): Step {
    this.left--;
    const step = this.left > 0 && context.depth < 4 ? this.any(context) : this.leaf(context);
    const skipIf = this.chance(9) ? { skipIf: this.condition(context) } : {};
    const onError = this.chance(5)
      ? { onError: this.pick<'continue' | { output: Json }>('continue', { output: 'replaced' }) }
      : {};
    return { ...step, ...skipIf, ...onError };
  }

  private any(context: Context): Step {
    const id = `s${this.ids++}`;
    const deeper: Context = { ...context, depth: context.depth + 1 };
    const few = 1 + (this.next() % 3);
    switch (this.next() % 12) {
      case 0:
      case 1:
      case 2: {
        const own = this.chance(2) ? { [`v${id}`]: 0 } : undefined;
        const inside: Context = {
          ...deeper,
          loops: [...context.loops, id],
          variables: [...context.variables, ...Object.keys(own ?? {})],
        };
        const every = !context.siblings && this.chance(8) ? { continueAsNewEvery: 2 } : {};
        return {
          id,
          type: 'loop',
          ...(this.chance(5) ? {} : { until: this.until(inside, id) }),
          check: this.pick('after', 'before', 'before-and-after', 'each-step'),
          maxIterations: this.chance(6) ? `1 + inputs.n` : 1 + (this.next() % 4),
          ...(this.chance(8) ? { onMaxReached: 'fail' as const } : {}),
          ...(own && { variables: own }),
          ...every,
          steps: this.steps(inside, few),
        };
      }
      case 3:
      case 4: {
        const parallel = this.pick<boolean | number>(false, true, 2, 1);
        return {
          id,
          type: 'foreach',
          items: this.pick<string | Json[]>('inputs.list', [1, '{{inputs.n}}'], 'range(3)', []),
          parallel,
          onItemError: this.pick('fail', 'continue', 'drop'),
          steps: this.steps(
            { ...deeper, inItem: true, siblings: context.siblings || parallel !== false },
            few,
          ),
        };
      }
      case 5:
        return { id, type: 'sequence', steps: this.steps(deeper, few) };
      case 6:
      case 7:
        return {
          id,
          type: 'parallel',
          ...(this.chance(2) ? { maxConcurrency: 1 + (this.next() % 2) } : {}),
          steps: Array.from({ length: few + 1 }, () => this.step({ ...deeper, siblings: true })),
        };
      case 8:
        return {
          id,
          type: 'if',
          cases: [{ when: this.condition(context), steps: this.steps(deeper, 1) }],
          ...(this.chance(2) ? { else: this.steps(deeper, 1) } : {}),
        };
      default:
        return this.leaf(context);
    }
  }

  private leaf(context: Context): Step {
    const id = `s${this.ids++}`;
    switch (this.next() % 10) {
      case 0:
      case 1:
        return { id, type: 'compute', value: `{{${this.value(context)}}}` };
      case 2:
      case 3: {
        const name = this.pick(...context.variables);
        const other = this.pick(...context.variables);
        return name === 'words'
          ? {
              id,
              type: 'set',
              values: { words: `{{vars.words.concat([${this.value(context)}]).slice(0, 6)}}` },
            }
          : {
              id,
              type: 'set',
              values: {
                [name]: `{{number(vars.${name} == "" ? 0 : vars.${name}) + 1}}`,
                ...(other !== name && other !== 'words' && { [other]: `{{vars.${name}}}` }),
              },
            };
      }
      case 4:
        return { id, type: 'template', template: `${id} {{${this.value(context)}}}` };
      case 5:
      case 6:
        return {
          id,
          type: 'llm',
          prompt: `{{${this.value(context)}}}`,
          mock: this.pick<Json>(['a', 'b', { error: 'no' }, 'c'], `{{${this.value(context)}}}`, ['x']),
          ...(this.chance(3) ? { retry: { maxAttempts: 2 } } : {}),
        };
      case 7:
        return context.loops.length > 0
          ? {
              id,
              type: this.pick('exit', 'next'),
              loop: this.pick(...context.loops),
              when: this.condition(context),
            }
          : { id, type: 'compute', value: id };
      case 8:
        return this.chance(3)
          ? { id, type: 'fail', message: `failed in ${id}` }
          : { id, type: 'wait', ms: this.next() % 50 };
      default:
        return { id, type: 'tool', name: 'tool', mock: [{ score: this.next() % 9 }, { score: 9 }] };
    }
  }

  /** An expression that gives something at every place. */
  private value(context: Context): string {
    const step = context.steps.length > 0 ? this.pick(...context.steps) : undefined;
    const anyStep = `s${this.next() % Math.max(1, this.ids)}`;
    const loop = context.loops.at(-1);
    return this.pick(
      `vars.${this.pick(...context.variables)}`,
      step ? `steps.${step} ?? 0` : '1',
      `latest("${anyStep}")`,
      `iterationCount("${anyStep}")`,
      `outputs("${anyStep}").length`,
      `outputs("${anyStep}")`,
      loop ? `loop.iteration` : 'inputs.n',
      loop ? `loop.outputs.length` : 'inputs.list',
      loop && step ? `loop.history.${step} ?? "none"` : '"text"',
      context.inItem ? 'item' : 'null',
      context.inItem ? 'index' : 'random(1, 9)',
      step ? `exists("${step}")` : 'true',
      step ? `errors.${step}.message ?? ""` : '0',
    );
  }

  private condition(context: Context): string {
    const value = this.value(context);
    return this.pick(
      `(${value}) == ${this.next() % 3}`,
      `isEmpty(json(${value})) || random(0, 1) == 0`,
      `exists("s${this.next() % Math.max(1, this.ids)}")`,
    );
  }

  private until(context: Context, loop: string): string {
    return this.pick(
      `loop.iteration >= ${this.next() % 4}`,
      `loop.outputs.length > ${this.next() % 3}`,
      this.condition(context),
      `iterationCount("s${this.ids}") >= 2`,
      `loops.${loop}.iteration == 1 && vars.total > 1`,
      `vars.total`,
    );
  }
}

/** Generated workflows, most of which are valid: check before use. */
export const anyWorkflow = fc
  .tuple(fc.array(fc.nat(10_000), { minLength: 30, maxLength: 120 }), fc.integer({ min: 2, max: 18 }))
  .map(([numbers, steps]) => new Maker(numbers, steps).workflow());
