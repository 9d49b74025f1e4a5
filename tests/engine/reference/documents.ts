import fc from 'fast-check';
import type { Json, JsonObject } from '../../../src/json/json';
import type { Step, Workflow } from '../../../src/workflow/types';

interface Place {
  readonly depth: number;
  readonly loops: readonly string[];
  readonly foreaches: readonly string[];
  readonly variables: readonly string[];
}

const root: Place = { depth: 0, loops: [], foreaches: [], variables: ['a', 'b', 'list'] };

/** Makes documents that read everything from everywhere; steps that stand further on are named, too. */
class Maker {
  private readonly next: () => number;
  private readonly most: number;
  private ids = 0;
  private made: { readonly id: string; readonly type: string }[] = [];

  constructor(numbers: readonly number[], most: number) {
    let at = 0;
    this.next = () => {
      at++;
      // Mixed, so that a short list does not say the same all over again.
      return (Math.imul(numbers[at % numbers.length]! + at * 7919, 0x9e3779b1) >>> 8) % 1_000_003;
    };
    this.most = most;
  }

  private pick<T>(...choices: readonly T[]): T {
    return choices[this.next() % choices.length]!;
  }

  private chance(of: number): boolean {
    return this.next() % of === 0;
  }

  workflow(): Workflow {
    const semantics = this.pick('playground', 'playground', 'smithers', 'dify', 'conductor');
    const made = this.steps(root, 2 + (this.next() % 3));
    const wraps = semantics === 'smithers' || semantics === 'conductor';
    const steps = wraps ? made.map(withWrappedLoops) : made;
    return {
      semantics,
      inputs: { n: 1 + (this.next() % 3), list: [1, 2, 3] },
      variables: { a: 0, b: '{{inputs.n}}', list: [] },
      steps,
      ...(this.chance(3) && {
        outputs: { x: `{{${this.value(root)}}}`, y: this.text(root), z: [`{{${this.value(root)}}}`] },
      }),
    };
  }

  private steps(place: Place, count: number): Step[] {
    return Array.from({ length: count }, () => this.step(place));
  }

  private step(place: Place): Step {
    const id = `s${this.ids++}`;
    const step = place.depth < 5 && this.ids < this.most ? this.container(place, id) : this.leaf(place, id);
    this.made.push({ id, type: step.type });
    return {
      ...(step.id === undefined ? {} : { id }),
      ...step,
      ...(this.chance(12) && { skipIf: this.condition(place) }),
      ...(this.chance(4) && {
        onError: this.pick<'continue' | { output: Json }>('continue', {
          output: this.pick<Json>('replaced', `{{errors.${id}.code}}`, {
            e: `{{errors.${id}}}`.slice(0, -2) + '.code}}',
          }),
        }),
      }),
    };
  }

  private container(outer: Place, id: string): Step {
    const place = { ...outer, depth: outer.depth + 1 };
    const few = 1 + (this.next() % 3);
    switch (this.next() % 14) {
      case 0:
      case 1:
      case 2:
      case 3:
        return this.loop(outer, place, id, few);
      case 4:
      case 5: {
        const inside = { ...place, foreaches: [...place.foreaches, id] };
        return {
          id,
          type: 'foreach',
          items: this.pick<string | Json[]>(
            'inputs.list',
            [1, '{{vars.a}}'],
            'range(2)',
            [],
            'vars.list',
            'outputs("s1")',
            `steps.${this.anyStep()}.outputs ?? [7]`,
          ),
          parallel: this.pick<boolean | number>(false, true, 3, 1, 2, true),
          ...(this.chance(2) && { onItemError: this.pick('fail', 'continue', 'drop') }),
          steps: this.steps(inside, few),
          ...this.schema(6, { type: 'object', required: ['count'], properties: { count: { minimum: 1 } } }),
        };
      }
      case 6:
        return { id, type: 'sequence', steps: this.steps(place, few) };
      case 7:
      case 8:
      case 9:
        return {
          id,
          type: 'parallel',
          ...(this.chance(3) && { maxConcurrency: 1 + (this.next() % 3) }),
          steps: this.steps(place, few + 1),
        };
      case 10:
        return this.chance(2)
          ? {
              id,
              type: 'if',
              cases: [
                { when: this.condition(place), steps: this.steps(place, 1) },
                { when: this.condition(place), steps: this.steps(place, 1) },
              ],
              else: this.steps(place, 1),
            }
          : {
              id,
              type: 'if',
              when: this.condition(place),
              then: this.steps(place, few),
              ...(this.chance(2) && { else: this.steps(place, 1) }),
            };
      default:
        return this.leaf(outer, id);
    }
  }

  private loop(outer: Place, place: Place, id: string, few: number): Step {
    const own: JsonObject = this.chance(2)
      ? { [`v${id}`]: `{{${this.value(outer)}}}`, ...(this.chance(2) && { a: 0, c: '{{vars.a}}' }) }
      : {};
    const variables = [...new Set([...place.variables, ...Object.keys(own)])];
    const inside: Place = { ...place, loops: [...place.loops, id], variables };
    const steps = this.steps(inside, few);
    return {
      id,
      type: 'loop',
      until: this.until(inside, id),
      ...(this.chance(4) ? {} : { check: this.pick('after', 'before', 'before-and-after', 'each-step') }),
      maxIterations: this.pick<number | string | null>(
        2,
        3,
        4,
        3,
        2,
        this.chance(3) ? null : 3,
        'inputs.n',
        '1 + iteration',
        'vars.a == 0 ? 2 : 3',
      ),
      ...(this.chance(8) && { onMaxReached: 'fail' as const }),
      variables: own,
      steps,
      ...this.schema(8, { type: 'object', properties: { iterations: { minimum: 2 } } }),
    };
  }

  private schema(of: number, schema: JsonObject): { outputSchema?: JsonObject } {
    return this.chance(of) ? { outputSchema: schema } : {};
  }

  private leaf(place: Place, id: string): Step {
    const retry = this.chance(3) ? { retry: { maxAttempts: 1 + (this.next() % 3) } } : {};
    switch (this.next() % 13) {
      case 0:
        return this.chance(4)
          ? { type: 'compute', value: id }
          : {
              id,
              type: 'compute',
              value: this.pick<Json>(`{{${this.value(place)}}}`, {
                k: `{{${this.value(place)}}}`,
                t: this.text(place),
              }),
              ...this.schema(6, { type: 'number' }),
            };
      case 1:
      case 2:
      case 3: {
        const [name, other] = [this.pick(...place.variables), this.pick(...place.variables)];
        return {
          id,
          type: 'set',
          values:
            name === 'list'
              ? { list: `{{(vars.list ?? []).concat([${this.value(place)}]).slice(-3)}}` }
              : {
                  [name]: `{{(typeof vars.${name} == "number" ? vars.${name} : 0) + 1}}`,
                  ...(other !== 'list' && { [other]: `{{vars.${name}}}` }),
                },
          ...this.schema(7, { properties: { a: { type: 'number', maximum: 2 } } }),
        };
      }
      case 4:
        return { id, type: 'template', template: this.text(place) };
      case 5:
      case 6:
        return {
          id,
          type: 'llm',
          prompt: this.text(place),
          ...(this.chance(5) ? {} : { mock: this.mock(place, id) }),
          ...retry,
          ...this.schema(3, {
            type: 'object',
            required: ['score'],
            properties: { score: { type: 'number' } },
          }),
        };
      case 7:
      case 8:
        return {
          id,
          ...this.pick(
            { type: 'tool' as const, name: 'tool', inputs: { x: `{{${this.value(place)}}}` } },
            { type: 'http' as const, url: `http://x/{{${this.value(place)}}}` },
          ),
          mock: this.mock(place, id),
          ...retry,
          ...this.schema(3, { type: ['object', 'string'] }),
        };
      case 9:
      case 10:
        return place.loops.length === 0
          ? { id, type: 'compute', value: `{{${this.value(place)}}}` }
          : {
              id,
              type: this.pick('exit', 'next'),
              ...(this.chance(3) ? {} : { loop: this.pick(...place.loops) }),
              when: this.condition(place),
            };
      case 11:
        return this.chance(2)
          ? { id, type: 'fail', message: `no ${id}` }
          : { id, type: 'wait', ms: this.next() % 50 };
      default:
        return {
          id,
          type: 'compute',
          value: `{{${this.condition(place)} ? fail("${id}") : ${this.value(place)}}}`,
        };
    }
  }

  private mock(place: Place, id: string): Json {
    return this.pick<Json>(
      [`${id} 0`, { error: 'no' }, { score: 2 }, `${id} 3`, '{"score": 4}', 5],
      [{ score: 1 }, 'x [1] {"score": 7}', { error: 'never' }],
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
      `{{${this.value(place)}}}`,
      { score: `{{${this.value(place)}}}` },
      { error: `{{${this.value(place)}}}` },
    );
  }

  private text(place: Place): string {
    return this.pick(
      `{{${this.value(place)}}}`,
      `t {{${this.value(place)}}} and {{${this.value(place)}}}`,
      `{{#if ${this.condition(place)}}}yes {{${this.value(place)}}}{{else if ${this.condition(place)}}}2{{else}}no{{/if}}`,
      `{{#each ${this.pick('inputs.list', 'vars.list ?? []', `outputs("${this.anyStep()}")`)}}}{{index}}:{{item}} {{/each}}.`,
    );
  }

  private anyStep(): string {
    return `s${this.next() % (this.ids + 2)}`;
  }

  private value(place: Place): string {
    const step = this.anyStep();
    const inner = this.anyStep();
    const loop = place.loops.length > 0 ? this.pick(...place.loops) : undefined;
    const inLoop =
      loop === undefined
        ? ['"none"']
        : [
            'loop.iteration',
            'loop.id',
            'loop.maxIterations',
            `loop.history.${step}`,
            'loop.outputs.length',
            'json(loop.outputs)',
            `loop.outputs.map(o => o.${step})`,
            `loops.${loop}.iteration * 10 + iteration`,
            `loops.${loop}.history`,
            `loops.${loop}.outputs.length`,
            `loops.${loop}.outputs.map(o => o.${step}.outputs.length)`,
            `iterations.${loop}`,
            `loops.${loop}.outputs.at(-1)`,
            `loop.history.${step}.outputs.length`,
          ];
    const inItem = place.foreaches.length > 0 ? ['item', 'index', '[item, index]'] : ['0'];
    return this.pick(
      `vars.${this.pick(...place.variables)}`,
      `vars.${this.pick(...place.variables)}`,
      `steps.${step}`,
      `steps.${step} ?? 0`,
      `steps.${step}.outputs`,
      `steps.${step}.outputs.length`,
      `steps.${step}.last.${inner}`,
      `steps.${step}.vars`,
      `steps.${step}.stoppedBy`,
      `steps.${step}.outputs.map(o => o.${inner}.outputs)`,
      `steps.${step}.outputs.map(o => o.${inner})`,
      `latest("${step}")`,
      `latest("${step}")`,
      `iterationCount("${step}")`,
      `iterationCount("${step}")`,
      `outputs("${step}")`,
      `outputs("${step}").length`,
      `exists("${step}")`,
      `latest("${step}").last.${inner}.outputs.length`,
      `latest("${step}").outputs.length`,
      `outputs("${step}").map(r => r.last.${inner}.outputs.length)`,
      `steps.${step}.last.${inner}.last`,
      `steps.${step} == latest("${step}")`,
      `errors.${step}.code`,
      `keys(errors.${step})`,
      `json(steps.${step})`,
      `keys(steps.${step} ?? {}).length`,
      'inputs.list',
      'inputs.n',
      this.pick(...inLoop),
      this.pick(...inLoop),
      this.pick(...inLoop),
      this.pick(...inItem),
      this.pick(...inItem),
    );
  }

  private condition(place: Place): string {
    return this.pick(
      `(${this.value(place)}) == ${this.next() % 3}`,
      `isEmpty(${this.value(place)})`,
      `(${this.value(place)})`,
      `exists("${this.anyStep()}")`,
      `iterationCount("${this.anyStep()}") >= ${1 + (this.next() % 2)}`,
      place.foreaches.length > 0 ? `index == ${this.next() % 2}` : `vars.a == ${this.next() % 3}`,
      place.loops.length > 0 ? `iteration == ${this.next() % 3}` : 'inputs.n == 2',
    );
  }

  private until(place: Place, id: string): string {
    return this.pick(
      `loop.iteration >= ${this.next() % 4}`,
      `loop.outputs.length > ${this.next() % 3}`,
      `(${this.condition(place)}) ? true : false`,
      `(${this.condition(place)}) ? true : null`,
      `iterationCount("${this.anyStep()}") >= 2`,
      `exists("${this.anyStep()}")`,
      `loops.${id}.iteration == 1 && vars.a > 1`,
      'vars.a >= 2',
      'loop.iteration == 1 ? fail("check") : false',
      `loop.iteration > 0 ? (${this.value(place)}) : undefined`,
      'iteration == 1 ? "true" : 0',
    );
  }
}

/** Where a rule book forbids loops directly in loops, a sequence comes between. */
function withWrappedLoops(step: Step): Step {
  const each = (steps: readonly Step[]): Step[] => steps.map(withWrappedLoops);
  if (step.type === 'if')
    return {
      ...step,
      ...(step.cases && { cases: step.cases.map((one) => ({ ...one, steps: each(one.steps) })) }),
      ...(step.then && { then: each(step.then) }),
      ...(step.else && { else: each(step.else) }),
    };
  if (!('steps' in step)) return step;
  const steps = each(step.steps);
  if (step.type !== 'loop') return { ...step, steps };
  return {
    ...step,
    steps: steps.map((inner) =>
      inner.type === 'loop' ? { id: `w${inner.id}`, type: 'sequence', steps: [inner] } : inner,
    ),
  };
}

/** Generated workflows that the reference can run, most of which are valid: check before use. */
export const anyReferenceWorkflow = fc
  .tuple(fc.array(fc.nat(100_000), { minLength: 8, maxLength: 60 }), fc.integer({ min: 3, max: 22 }))
  .map(([numbers, most]) => new Maker(numbers, most).workflow());
