import { profiles } from './profiles';
import { textUnder } from './text-under';
import type { SemanticsName } from './types';
import { readWorkflow } from './validate';

/** Why rule books do not accept a document: of each that does not the first error. */
export function refusalsOf(text: string): Readonly<Partial<Record<SemanticsName, string>>> {
  const refusals: Partial<Record<SemanticsName, string>> = {};
  for (const { name } of Object.values(profiles)) {
    const { workflow, diagnostics } = readWorkflow(textUnder(text, name));
    const error = diagnostics.find(({ severity }) => severity === 'error');
    if (error) refusals[name] = error.message;
    else if (!workflow) refusals[name] = 'it is empty';
  }
  return refusals;
}
