import { runDocument } from '../harness';
import { readWorkflow } from '../../../src/workflow/validate';
import type { Workflow } from '../../../src/workflow/types';
import { interpret, Untimed } from './interpret';
import type { Attempt } from './effects';

/** What the engine and the reference make of a workflow; undefined when it has errors or is a matter of time. */
export async function bothWays(
  workflow: Workflow,
): Promise<{ engine: unknown; reference: unknown } | undefined> {
  const text = JSON.stringify(workflow);
  if (readWorkflow(text).diagnostics.some(({ severity }) => severity === 'error')) return undefined;
  let told;
  try {
    told = interpret(workflow);
  } catch (error) {
    if (error instanceof Untimed) return undefined;
    throw error;
  }
  const { run } = await runDocument(text);
  const { status, outputs, steps, loops, calls, error } = run;
  const inOrder = !/"type":"(?:parallel|foreach)"/.test(text);
  const settled = (list: readonly Attempt[]): unknown => {
    const key = ({ address, attempt }: Attempt): string => `${address} ${attempt}`;
    return inOrder ? list : list.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
  };
  const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
  return {
    engine: plain({
      status,
      outputs,
      steps,
      loops,
      calls: settled(calls),
      ...(error && { code: error.code }),
    }),
    reference: plain({ ...told, calls: settled(told.calls) }),
  };
}
