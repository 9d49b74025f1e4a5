import { describe, expect, test } from 'vitest';
import type { Json } from '../../src/json/json';
import { readWorkflow } from '../../src/workflow/validate';

type Step = { readonly [field: string]: Json };

const wait: Step = { type: 'wait', ms: 1 };
const review: Step = { id: 'review', type: 'compute', value: { ok: true, score: 8 } };

const say = (template: string): Step => ({ type: 'template', template });
const set = (name: string): Step => ({ type: 'set', values: { [name]: '{{ vars.' + name + ' }}' } });
const loop = (fields: Step, ...steps: Step[]): Step => ({
  id: 'l',
  type: 'loop',
  onMaxReached: 'fail',
  ...fields,
  steps,
});
const each = (fields: Step, ...steps: Step[]): Step => ({
  id: 'e',
  type: 'foreach',
  items: [1, 2],
  ...fields,
  steps,
});
const all = (...steps: Step[]): Step => ({ id: 'p', type: 'parallel', steps });
const when = (condition: string, then: Step[], otherwise: Step[] = []): Step => ({
  ...{ id: 'i', type: 'if', when: condition, then, else: otherwise },
});

/** Code and text of everything that is said about a document. */
function found(steps: readonly Step[], document: Step = {}): string[] {
  const text = JSON.stringify({ ...document, steps });
  return readWorkflow(text).diagnostics.map(
    ({ code, range }) => `${code} ${range ? text.slice(range.from, range.to).replaceAll('\\"', '"') : ''}`,
  );
}

/** The texts that the fixes of a document's only problem leave of one field. */
function fixed(steps: readonly Step[], document: Step = {}): string[] {
  const text = JSON.stringify({ ...document, steps });
  const { diagnostics } = readWorkflow(text);
  expect(diagnostics.length).toBe(1);
  return (diagnostics[0]?.fixes ?? []).map(
    ({ range, insert }) => text.slice(0, range.from) + insert + text.slice(range.to),
  );
}

/** A test for each row: what it is about, what is looked at, and what is found. */
function table<T>(
  rows: readonly (readonly [what: string, subject: T, ...found: string[]])[],
  check: (subject: T, expected: readonly string[], what: string) => void,
): void {
  for (const [what, subject, ...expected] of rows) {
    test(`${what}: ${JSON.stringify(subject)}`, () => {
      check(subject, expected, what);
    });
  }
}

describe('names', () => {
  test.each<readonly [template: string, ...found: string[]]>([
    ['{{ inputs }}'],
    ['{{ steps }}', 'scope/member-needed steps'],
    ['{{ vars }}', 'scope/member-needed vars'],
    ['{{ keys(errors) }}', 'scope/member-needed errors'],
    ['{{ loops }}', 'scope/member-needed loops'],
    ['{{ iterations }}', 'scope/member-needed iterations'],
    ['{{ steps[inputs.a] }}', 'scope/member-needed steps'],
    ['{{ step.review }}', 'expression/unknown-name step'],
    ['{{ constructor }}', 'expression/unknown-name constructor'],
    ['{{ vars.constructor }}', 'scope/unknown-variable constructor'],
    ['{{ steps.constructor }}', 'scope/unknown-step constructor'],
    ['{{ iteration }}', 'scope/outside-loop iteration'],
    ['{{ index }}', 'scope/outside-foreach index'],
    ['{{#each [1]}}{{ item }}{{ index }}{{/each}}'],
    ['{{ [1].map(item => item) }}'],
    ['{{ loops.l.iteration }}', 'scope/not-around l'],
    ['{{ latest("reviw") }}', 'scope/unknown-step "reviw"'],
    ['{{ minn(1) }}', 'expression/unknown-function minn'],
  ])('%s', (template, ...expected) => {
    expect(found([review, say(template)])).toEqual(expected);
  });

  test.each<readonly [template: string, ...found: string[]]>([
    ['{{ loop.iteration }} {{ iteration }} {{ iterations.l }} {{ loops.l.history.review.score }}'],
    ['{{ loop.itertion }}', 'scope/unknown-member itertion'],
    ['{{ loop.history.revew }}', 'scope/unknown-member revew'],
    ['{{ loop.history.review.scroe }}', 'scope/unknown-member scroe'],
    ['{{ loop.outputs[0].review.ok }}'],
    ['{{ loops.m.iteration }}', 'scope/not-around m'],
  ])('in a loop: %s', (template, ...expected) => {
    expect(found([loop({}, review, say(template))])).toEqual(expected);
  });

  test.each<readonly [template: string, ...found: string[]]>([
    ['{{ steps.l.last.review.ok }} {{ steps.l.vars.v }} {{ steps.l.iterations }} {{ steps.l.stoppedBy }}'],
    ['{{ steps.l.outputs.length }}'],
    ['{{ steps.l.lst }}', 'scope/unknown-member lst'],
    ['{{ steps.l.vars.w }}', 'scope/unknown-member w'],
    ['{{ steps.l.last.reviw }}', 'scope/unknown-member reviw'],
    ['{{ steps.e.count }} {{ steps.e.outputs }} {{ steps.i.branch }}'],
    ['{{ steps.e.last }}', 'scope/unknown-member last'],
    ['{{ errors.l.message }}'],
    ['{{ errors.l.msg }}', 'scope/unknown-member msg'],
  ])('after a loop: %s', (template, ...expected) => {
    const before = [
      loop({ variables: { v: 1 } }, review, set('v')),
      each({}, wait),
      when('inputs.a', [wait]),
    ];
    expect(found([...before, say(template)], { inputs: { a: 1 } })).toEqual(expected);
  });

  test('an id with a dash is read in brackets', () => {
    const id: Step = { ...review, id: 'my-step' };
    const [text] = fixed([id, say('a-b my-step {{ steps.my-step.ok ? 1 - 1 : steps["my-step"].score }}')]);
    expect(text).toContain('steps[\\"my-step\\"].ok ? 1 - 1 :');
    expect(found([id, say('steps.my-step is not read here')])).toEqual([]);
    expect(found([{ ...review, id: 'a' }, { ...wait, id: 'a-b' }, say('{{ steps.a.score-1 }}')])).toEqual([]);
  });

  test('a better name is put where the wrong one is', () => {
    expect(fixed([review, say('{{ steps.reviw.ok }}')])[0]).toContain('{{ steps.review.ok }}');
    expect(fixed([review, say("{{ steps['reviw'].ok }}")])[0]).toContain('{{ steps[\\"review\\"].ok }}');
    expect(fixed([{ ...review, id: 'my-step' }, say('{{ steps.mystep.ok }}')])[0]).toContain('{{ steps[');
    expect(fixed([review, say('{{ latest("reviw") }}')])[0]).toContain('latest(\\"review\\")');
  });
});

describe('a step that cannot have run', () => {
  const read = say('{{ steps.review.ok }}');
  table<Step[]>(
    [
      ['before', [review, read]],
      ['later', [read, review], 'scope/cannot-have-run steps.review'],
      ['around the loop', [review, loop({}, read)]],
      ['later around the loop', [loop({}, read), review], 'scope/cannot-have-run steps.review'],
      ['in a sequence', [{ type: 'sequence', steps: [review] }, read]],
      ['in a branch', [when('inputs.a', [review]), read]],
      ['in the same branch', [when('inputs.a', [review, read])]],
      ['in another branch', [when('inputs.a', [review], [read])], 'scope/cannot-have-run steps.review'],
      ['beside', [all(review, read)], 'scope/cannot-have-run steps.review'],
      ['before, in the same child', [all({ type: 'sequence', steps: [review, read] })]],
      ['after a parallel', [all(review), read]],
      ['in a loop', [loop({}, review), read], 'scope/inside-loop steps.review'],
      ['in a foreach', [each({}, review), read], 'scope/inside-loop steps.review'],
      ['in the same item', [each({ parallel: true }, review, read)]],
      ['itself', [{ ...review, skipIf: 'steps.review.ok' }], 'scope/cannot-have-run steps.review'],
      ['its loop', [loop({}, say('{{ steps.l.iterations }}'))], 'scope/cannot-have-run steps.l'],
      ['its own error', [{ ...wait, id: 'w', onError: { output: '{{ errors.w.message }}' } }]],
      ['in until', [loop({ until: 'steps.review.ok' }, review)]],
      [
        'in until before',
        [loop({ until: 'steps.review.ok', check: 'before' }, review)],
        'scope/cannot-have-run steps.review',
      ],
      [
        'in until, deeper',
        [loop({ until: 'steps.review.ok' }, loop({ id: 'm' }, review))],
        'scope/inside-loop steps.review',
      ],
      ['exists', [say('{{ exists("review") }}'), review], 'scope/cannot-have-run "review"'],
      ['latest', [loop({}, review), say('{{ latest("review").ok }}')]],
      ['a parallel', [all(review), say('{{ steps.p }}')], 'scope/no-output steps.p'],
      ['latest of an if', [when('inputs.a', [wait]), say('{{ latest("i") }}')], 'scope/no-output "i"'],
    ],
    (steps, expected) => {
      expect(found(steps, { inputs: { a: true } })).toEqual(expected);
    },
  );

  test('variables of the document begin before every step', () => {
    expect(found([review, set('v')], { variables: { v: '{{ steps.review.ok }}' } })).toEqual([
      'scope/cannot-have-run steps.review',
    ]);
  });

  test('outputs of the document see what is not in a loop', () => {
    const outputs = { a: '{{ steps.review.ok }}', b: '{{ steps.inner.ok }}' };
    expect(found([review, loop({}, { ...review, id: 'inner' })], { outputs })).toEqual([
      'scope/inside-loop steps.inner',
    ]);
  });

  test('the ways into nested loops are offered', () => {
    const nested = loop({}, loop({ id: 'm-2' }, review));
    const texts = fixed([nested, say('{{ steps.review.ok }}')]);
    expect(texts[0]).toContain('{{ steps.l.last[\\"m-2\\"].last.review.ok }}');
    expect(texts[1]).toContain('{{ latest(\\"review\\").ok }}');
    expect(fixed([each({}, review), say('{{ steps.review.ok }}')]).length).toBe(1);
  });
});

describe('variables', () => {
  table<Step[]>(
    [
      ['set in a loop', [loop({ variables: { v: 0 } }, set('v'))]],
      ['never set', [loop({ variables: { v: 0 } }, say('{{ vars.v }}'))], 'variable/never-set "v"'],
      [
        'set outside of its loop',
        [loop({ variables: { v: 0 } }, set('v')), { type: 'set', values: { v: 1 } }],
        'set/unknown-variable "v"',
      ],
      ['seen by later ones', [loop({ variables: { a: 1, b: '{{ vars.a }}' } }, set('a'), set('b'))]],
      [
        'not seen by earlier ones',
        [loop({ variables: { b: '{{ vars.a }}', a: 1 } }, set('a'), set('b'))],
        'scope/unknown-variable a',
      ],
      [
        'hiding',
        [loop({ variables: { v: 0 } }, loop({ id: 'm', variables: { v: 0 } }, set('v')), set('v'))],
        'variable/shadows "v"',
      ],
      ['waited for', [loop({ until: 'vars.v > 3', variables: { v: 0 } }, set('v'))]],
      [
        'waited for in vain',
        [loop({ until: 'vars.v > 3', variables: { v: 0 } }, wait)],
        'loop/until-unwritten vars.v',
      ],
      [
        'a number that until compares what changes with',
        [
          loop(
            { variables: { most: 3 }, until: 'steps.s.n > vars.most' },
            { id: 's', type: 'compute', value: { n: 1 } },
          ),
        ],
      ],
      [
        'a number that until compares with one that changes',
        [loop({ variables: { v: 0, most: 3 }, until: 'vars.v > vars.most' }, set('v'))],
      ],
      [
        'a flag that nothing sets beside what changes',
        [loop({ variables: { v: false }, until: 'vars.v || loop.iteration > 3' })],
        'loop/until-unwritten vars.v',
      ],
    ],
    (steps, expected) => {
      expect(found(steps)).toEqual(expected);
    },
  );

  test('of the document see those before them', () => {
    const variables = { a: '{{ inputs.n }}', b: '{{ vars.a }}', c: '{{ vars.d }}', d: 1 };
    expect(found([set('a'), set('b'), set('c'), set('d')], { inputs: { n: 1 }, variables })).toEqual([
      'scope/unknown-variable d',
    ]);
  });
});

describe('siblings', () => {
  const document = { variables: { v: 0 } };
  table<Step[]>(
    [
      ['one setter', [all(set('v'), wait)]],
      ['two setters', [all(set('v'), set('v'))], 'parallel/shared-variable "v"'],
      ['two in one child', [all({ type: 'sequence', steps: [set('v'), set('v')] }, wait)]],
      ['one deep in a child', [all(set('v'), when('inputs.a', [set('v')]))], 'parallel/shared-variable "v"'],
      [
        'two loops with their own',
        [all(loop({ variables: { v: 0 } }, set('v'))), set('v')],
        'variable/shadows "v"',
      ],
      ['items', [each({ parallel: 2 }, set('v'))], 'parallel/shared-variable "v"'],
      ['items one after another', [each({}, set('v'))]],
      ['items with their own', [each({ parallel: true }, loop({ variables: { w: 0 } }, set('w'))), set('v')]],
      [
        'continuing',
        [set('v'), each({ parallel: true }, loop({ continueAsNewEvery: 3 }, wait))],
        'loop/continue-among-siblings "continueAsNewEvery"',
      ],
      ['continuing one after another', [set('v'), each({}, loop({ continueAsNewEvery: 3 }, wait))]],
    ],
    (steps, expected) => {
      expect(found(steps, { ...document, inputs: { a: 1 } })).toEqual(expected);
    },
  );
});

describe('limits and conditions', () => {
  const limited = { until: 'steps.review.ok', maxIterations: 4 };
  table<Step>(
    [
      ['nothing said', { type: 'loop', steps: [wait] }],
      ['limit as success', { ...limited, type: 'loop', steps: [review] }, 'loop/limit-is-success 4'],
      ['said', loop(limited, review)],
      ['no limit', loop({ until: 'steps.review.ok', maxIterations: null }, review), 'loop/no-limit null'],
      ['no limit, continued', loop({ until: 'false', maxIterations: null, continueAsNewEvery: 9 }, wait)],
      ['always true', loop({ until: 'true' }, wait), 'loop/constant-until "true"'],
      ['only inputs', loop({ until: 'inputs.n > 2' }, wait), 'loop/constant-until "inputs.n > 2"'],
      ['always false', loop({ until: 'false' }, wait), 'loop/constant-until "false"'],
      ['by chance', loop({ until: 'random(1, 6) == 6' }, wait)],
      ['by the number', loop({ until: 'iteration > 2' }, wait)],
    ],
    (step, expected) => {
      expect(found([step], { inputs: { n: 1 } })).toEqual(expected);
    },
  );

  test('asking how a loop ended is enough', () => {
    const step: Step = { id: 'l', type: 'loop', ...limited, steps: [review] };
    expect(found([step, say('{{ steps.l.stoppedBy }}')])).toEqual([]);
  });

  const fix = (fields: Step): Step => ({ id: 'fix', type: 'compute', value: { done: true }, ...fields });
  table<Step[]>(
    [
      ['steps.review.ok && steps.fix.done', [fix({})]],
      [
        'steps.review.ok && steps.fix.done',
        [fix({ skipIf: 'steps.review.ok' })],
        'scope/never-true steps.fix.done',
      ],
      ['steps.review.ok && !steps.fix.done', [fix({ skipIf: 'steps.review.ok' })]],
      ['steps.review.ok || steps.fix.done', [fix({ skipIf: 'steps.review.ok' })]],
      [
        'steps.fix.done == true && steps.review.ok',
        [when('!steps.review.ok', [fix({})])],
        'scope/never-true steps.fix.done == true',
      ],
      [
        'steps.review.ok && steps.fix.done',
        [when('steps.review.ok', [wait], [fix({})])],
        'scope/never-true steps.fix.done',
      ],
      [
        'steps.review.score >= 8 && steps.fix.done',
        [when('steps.review.score < 8', [fix({})])],
        'scope/never-true steps.fix.done',
      ],
      ['steps.review.ok && steps.fix.done', [when('steps.review.ok', [fix({})])]],
    ],
    (steps, expected, until) => {
      expect(found([loop({ until }, review, ...steps)])).toEqual(expected);
    },
  );
});

describe('leaving', () => {
  const exit: Step = { type: 'exit' };
  table<Step>(
    [
      ['a loop', loop({}, exit)],
      ['a loop through a foreach', loop({}, each({}, { ...exit, loop: 'l' }))],
      ['nothing', exit, 'exit/outside-loop "exit"'],
      ['a foreach', each({}, { type: 'next' }), 'exit/outside-loop "next"'],
      ['a loop that is not around', loop({}, { ...exit, loop: 'm' }), 'exit/unknown-loop "m"'],
      ['a foreach by id', loop({}, each({}, { ...exit, loop: 'e' })), 'exit/unknown-loop "e"'],
    ],
    (step, expected) => {
      expect(found([step])).toEqual(expected);
    },
  );
});

describe('rule books', () => {
  const full = { until: 'steps.review.ok', maxIterations: 3 };
  table<Step>(
    [
      ['smithers', loop({ until: 'steps.review.ok' }, review)],
      ['smithers', loop({}, review), 'loop/until-missing {'],
      [
        'smithers',
        loop(full, loop({ ...full, id: 'm' }, review)),
        'scope/inside-loop steps.review',
        'loop/nested-directly "loop"',
      ],
      ['smithers', loop(full, review, { type: 'exit' }), 'profile/exit "exit"'],
      ['smithers', loop({ ...full, variables: { v: 1 } }, review, set('v')), 'profile/carried "variables"'],
      ['smithers', { ...wait, retry: { maxAttempts: 1 } }],
      ['smithers', wait, 'profile/attempts "smithers"'],
      ['dify', loop({ maxIterations: 3 }, review)],
      ['dify', loop({}, review), 'loop/limit-missing {'],
      ['dify', loop({ maxIterations: 100 }, review)],
      ['dify', loop({ maxIterations: 101 }, review), 'loop/limit-too-large 101', 'profile/limit 101'],
      [
        'dify',
        loop({ maxIterations: 3 }, review, say('{{ latest("review").ok }}')),
        'profile/carried "review"',
      ],
      ['dify', loop({ maxIterations: 3 }, { type: 'exit' }), 'profile/exit "exit"'],
      ['conductor', loop(full, review)],
      ['conductor', loop({}, review), 'loop/until-missing {', 'loop/limit-missing {'],
      ['conductor', loop({ ...full, maxIterations: '200' }, review)],
      ['conductor', loop(full, review, say('{{ loop.history.review.ok }}')), 'profile/history loop.history'],
      ['conductor', loop(full, review, say('{{ loop.outputs.length }}')), 'profile/carried loop.outputs'],
      ['conductor', loop({ ...full, until: 5 }, review), 'workflow/wrong-type 5'],
    ],
    (step, expected, semantics) => {
      expect(found([step], { semantics })).toEqual(expected);
    },
  );
});

test('where a step is not understood nothing is said of names that may be right', () => {
  expect(found([{ type: 'lop', steps: [review] }, say('{{ steps.review.ok }}')])).toEqual([
    'step/unknown-type "lop"',
  ]);
});
