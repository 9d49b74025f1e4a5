import { documentHelp } from './document';
import type { Help, HelpEntry } from './entry';
import { expressionHelp, templateHelp } from './expressions';
import { jsonHelp } from './json';
import { loopHelp, ruleBookHelp } from './loops';
import { outsideHelp } from './outside';
import { runHelp } from './runs';
import { scopeHelp, variableHelp } from './scope';
import { valueHelp } from './values';

export type { Help, HelpEntry };

/** Entries about what can be seen in the text alone; each code has a sample document. */
export const documentHelpGroups: readonly Help[] = [
  jsonHelp,
  documentHelp,
  scopeHelp,
  variableHelp,
  loopHelp,
  ruleBookHelp,
];

/** Entries about expressions, templates, and everything that can go wrong in a run. */
export const runHelpGroups: readonly Help[] = [expressionHelp, templateHelp, valueHelp, runHelp, outsideHelp];

/** What the help says about a code. */
export function helpFor(code: string): HelpEntry | undefined {
  return [...documentHelpGroups, ...runHelpGroups].find((group) => Object.hasOwn(group, code))?.[code];
}
