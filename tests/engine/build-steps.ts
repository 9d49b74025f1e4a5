import type { Step } from '../../src/workflow/types';

// Steps in short, for tables of documents.

export const loop = (id: string, steps: readonly Step[], more: object = {}): Step => ({
  id,
  type: 'loop',
  maxIterations: 2,
  steps,
  ...more,
});
export const compute = (id: string, value: string, more: object = {}): Step => ({
  id,
  type: 'compute',
  value: `{{${value}}}`,
  ...more,
});
export const fail = (id: string, more: object = {}): Step => ({
  id,
  type: 'fail',
  message: `no ${id}`,
  ...more,
});
export const foreach = (id: string, items: string, steps: readonly Step[], more: object = {}): Step => ({
  id,
  type: 'foreach',
  items,
  steps,
  ...more,
});
export const set = (id: string, name: string, value: string): Step => ({
  id,
  type: 'set',
  values: { [name]: `{{${value}}}` },
});
export const tool = (id: string, mock: Extract<Step, { type: 'tool' }>['mock'], more: object = {}): Step => ({
  id,
  type: 'tool',
  name: 't',
  ...(mock !== undefined && { mock }),
  ...more,
});
export const all = (id: string, steps: readonly Step[], more: object = {}): Step => ({
  id,
  type: 'parallel',
  steps,
  ...more,
});
