import type { Analysis } from '../analysis';
import { lintLeaving } from './leaving';
import { lintLimits } from './limits';
import { lintMembers } from './members';
import { lintNeverTrue } from './never-true';
import { lintRuleBook } from './rule-book';
import { lintSiblings } from './siblings';
import { lintStepReads } from './step-reads';
import { lintVariables } from './variables';

/** Everything that is looked for in a workflow beyond its structure and its expressions' own problems. */
export const lints: readonly ((analysis: Analysis) => void)[] = [
  lintLeaving,
  lintVariables,
  lintSiblings,
  lintRuleBook,
  lintStepReads,
  lintMembers,
  lintLimits,
  lintNeverTrue,
];
