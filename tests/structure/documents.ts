import type { Step, Workflow } from '../../src/workflow/types';

export const poem: Workflow = {
  steps: [
    {
      id: 'refine',
      type: 'loop',
      until: 'steps.review.score >= 8',
      maxIterations: 7,
      steps: [
        { id: 'write', type: 'llm', prompt: 'Write' },
        { id: 'review', type: 'llm', prompt: 'Review' },
        { id: 'keep', type: 'set', values: {} },
      ],
    },
  ],
};

/** Every type of step, in every kind of box. */
export const everything: Workflow = {
  steps: [
    { id: 'plan', type: 'compute', value: 1 },
    {
      id: 'sort',
      type: 'if',
      cases: [
        { when: 'steps.plan > 3', steps: [{ id: 'a', type: 'template', template: 'a' }] },
        {
          when: 'steps.plan == 1',
          steps: [
            { id: 'b', type: 'code', code: 'return 1' },
            { id: 'c', type: 'http', url: 'https://a.example/' },
          ],
        },
      ],
    },
    {
      id: 'both',
      type: 'parallel',
      steps: [
        { id: 'left', type: 'tool', name: 't' },
        { id: 'right', type: 'sequence', steps: [{ id: 'nap', type: 'wait', ms: 5 }] },
      ],
    },
    {
      id: 'each',
      type: 'foreach',
      items: [1, 2],
      steps: [{ id: 'one', type: 'set', values: {} }],
    },
    {
      id: 'outer',
      type: 'loop',
      check: 'before',
      until: 'false',
      steps: [
        {
          id: 'inner',
          type: 'loop',
          check: 'each-step',
          until: 'false',
          steps: [
            { id: 'ask', type: 'llm', prompt: 'p' },
            { id: 'skip', type: 'next', when: 'false' },
            { id: 'leave', type: 'exit' },
          ],
        },
        {
          id: 'twice',
          type: 'loop',
          check: 'before-and-after',
          until: 'false',
          steps: [{ id: 'no', type: 'fail', message: 'no' }],
        },
        {
          id: 'endless',
          type: 'loop',
          maxIterations: null,
          steps: [{ id: 'tick', type: 'compute', value: 1 }],
        },
      ],
    },
  ],
};

/** A loop around `n` steps. */
export function loopOf(n: number): Workflow {
  const steps = Array.from({ length: n }, (_, i): Step => ({ id: `s${i}`, type: 'compute', value: i }));
  return { steps: [{ id: 'big', type: 'loop', until: 'false', steps }] };
}
