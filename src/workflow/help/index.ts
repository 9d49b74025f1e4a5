import { documentHelp } from './document';
import type { Help, HelpEntry } from './entry';
import { jsonHelp } from './json';
import { loopHelp, ruleBookHelp } from './loops';
import { scopeHelp, variableHelp } from './scope';

export type { Help, HelpEntry };

/** Every group of entries; another room's codes are added as one more group. */
export const helpGroups: readonly Help[] = [
  jsonHelp,
  documentHelp,
  scopeHelp,
  variableHelp,
  loopHelp,
  ruleBookHelp,
];

/** What the help says about a code. */
export function helpFor(code: string): HelpEntry | undefined {
  return helpGroups.find((group) => Object.hasOwn(group, code))?.[code];
}
