import type { Mentions } from './mentions';
import { nearest } from './nearest';
import type { Problem } from './problem';

/** What is wrong with a path of names; `at` is the index of the name to point at. */
export interface NameProblem {
  readonly code: string;
  readonly message: string;
  readonly at: number;
}

/** Says of a path of static names, such as `['steps', 'review', 'score']`, what is wrong with it at its place. */
export type NameCheck = (names: readonly string[]) => NameProblem | undefined;

/** Everything that is wrong with the names a text reads, in the order of the text. */
export function nameProblems({ paths }: Mentions, check: NameCheck): readonly Problem[] {
  return paths.flatMap(({ names, ranges, range }): Problem[] => {
    const problem = check(names);
    if (!problem) return [];
    const { code, message, at } = problem;
    return [{ code, message, range: ranges[at] ?? range }];
  });
}

/** The problem of a root that no scope has; the nearest of those it knows is offered. */
export function unknownName(name: string, known: readonly string[]): NameProblem {
  const near = nearest(name, known);
  const offer = near === undefined ? '' : ` Did you mean \`${near}\`?`;
  return { code: 'expression/unknown-name', message: `Nothing here is called \`${name}\`.${offer}`, at: 0 };
}
