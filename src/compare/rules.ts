import type { Outline, StepNode } from '../workflow/outline';
import { type Profile, profiles, type Reaction } from '../workflow/profiles';
import type { LoopStep, SemanticsName, Step } from '../workflow/types';

/** A rule by which the books may differ: its members of a profile are exchanged together. */
export interface Rule {
  /** Names it as a row of a table, `code` in backticks. */
  readonly name: string;
  readonly members: readonly (keyof Profile)[];
  /** What the rule is in a book, in a few words that follow its name. */
  readonly text: (profile: Profile) => string;
  /** The same as a clause: "`until` is checked after each step". */
  readonly clause: (profile: Profile) => string;
  /** Whether it can matter in a document. */
  readonly applies: (steps: readonly Step[]) => boolean;
}

const reactions: Readonly<Record<Reaction, string>> = {
  fail: 'the run fails',
  'go-on': 'goes on',
  warn: 'goes on with a warning',
};

const checks: Readonly<Record<Profile['check'], string>> = {
  before: 'before each iteration',
  after: 'after each iteration',
  'before-and-after': 'before and after each iteration',
  'each-step': 'before the first iteration and after each step',
};

const loopsIn = (steps: readonly Step[]): readonly LoopStep[] => steps.filter((step) => step.type === 'loop');

const someUntil = (steps: readonly Step[]): boolean =>
  loopsIn(steps).some(({ until }) => until !== undefined);

function throwing({ untilThrows: { before, after } }: Profile): string {
  if (before === after) return reactions[after];
  return `${reactions[before]} before, ${reactions[after]} after`;
}

const retryText = ({ retry, retryWithSchema }: Profile): string => {
  const tries = (n: number): string => (n === 1 ? 'once' : `${n} times`);
  const [plain, schema] = [tries(retry.maxAttempts), tries(retryWithSchema.maxAttempts)];
  return plain === schema ? plain : `${plain}, with a schema ${schema}`;
};

/** The rules in the order of a table. */
const rules: readonly Rule[] = [
  {
    name: '`until` is checked',
    members: ['check', 'latched'],
    text: (book) => `${checks[book.check]}${book.latched ? ', and kept' : ''}`,
    clause: (book) => `\`until\` is checked ${checks[book.check]}`,
    applies: (steps) => loopsIn(steps).some(({ until, check }) => until !== undefined && check === undefined),
  },
  {
    name: '`until` stops on',
    members: ['stopsOn'],
    text: ({ stopsOn }) => (stopsOn === 'true' ? '`true` alone' : '`true`, `"true"`, `1` and `"1"`'),
    clause: ({ stopsOn }) =>
      stopsOn === 'true' ? '`until` stops on `true` alone' : '`until` also stops on `"true"`, `1` and `"1"`',
    applies: someUntil,
  },
  {
    name: 'another value of `until`',
    members: ['notBoolean'],
    text: ({ notBoolean }) => reactions[notBoolean],
    clause: ({ notBoolean }) => `after a value of \`until\` that is no boolean ${runOf(notBoolean)}`,
    applies: someUntil,
  },
  {
    name: 'an error in `until`',
    members: ['untilThrows'],
    text: throwing,
    clause: (book) => `after an error in \`until\` ${runOf(book.untilThrows.after)}`,
    applies: someUntil,
  },
  {
    name: 'a loop without `maxIterations`',
    members: ['maxIterationsOmitted'],
    text: ({ maxIterationsOmitted: most }) =>
      most === 'error' ? 'is not accepted' : `ends after ${most} iterations`,
    clause: ({ maxIterationsOmitted: most }) =>
      most === 'error'
        ? 'a loop has to say `maxIterations`'
        : `a loop without \`maxIterations\` ends after ${most} iterations`,
    applies: (steps) => loopsIn(steps).some(({ maxIterations }) => maxIterations === undefined),
  },
  {
    name: 'the largest `maxIterations`',
    members: ['maxIterationsLargest'],
    text: ({ maxIterationsLargest: most }) => (most === null ? 'any' : String(most)),
    clause: ({ maxIterationsLargest: most }) =>
      most === null ? '`maxIterations` may be any number' : `\`maxIterations\` is at most ${most}`,
    applies: (steps) =>
      loopsIn(steps).some(
        ({ maxIterations: most }) => typeof most === 'string' || (typeof most === 'number' && most > 100),
      ),
  },
  {
    name: 'a failing step is tried',
    members: ['retry', 'retryWithSchema'],
    text: retryText,
    clause: (book) => `a failing step is tried ${retryText(book)}`,
    applies: (steps) => steps.some((step) => tried.has(step.type) && !('retry' in step)),
  },
];

const tried: ReadonlySet<Step['type']> = new Set<Step['type']>(['llm', 'http', 'tool', 'code']);

function runOf(reaction: Reaction): string {
  return reaction === 'fail' ? 'the run fails' : `the loop ${reactions[reaction]}`;
}

/** What lives on from one iteration to the next in the system a book follows; here everything does. */
export function carriedText({ carried }: Profile): string {
  if (carried.variables && carried.history && carried.outputs) return 'everything';
  const parts = [
    ...(carried.variables ? ['variables'] : []),
    ...(carried.outputs ? ['all outputs'] : carried.history ? ['the last outputs'] : []),
  ];
  return parts.length === 1 ? `${parts[0]} only` : parts.join(' and ');
}

/** The books in the order of a comparison: the first is what the others are compared with. */
export const books: readonly SemanticsName[] = ['playground', 'smithers', 'dify', 'conductor'];

/** The rules that differ between some books and can matter in a document. */
export function rulesFor(outline: Outline): readonly Rule[] {
  const steps = stepsOf(outline);
  return rules.filter((rule) => rule.applies(steps));
}

/** A book in which one rule, or several, are those of another. */
export function withRules(base: Profile, other: Profile, exchanged: readonly Rule[]): Profile {
  const members = new Set<string>(exchanged.flatMap((rule) => rule.members));
  const taken = Object.entries(other).filter(([name]) => members.has(name));
  return { ...base, ...Object.fromEntries(taken) };
}

/** The rules of a book that are not as in another. */
export function differing(of: readonly Rule[], book: SemanticsName, base: SemanticsName): readonly Rule[] {
  return of.filter((rule) =>
    rule.members.some(
      (member) => JSON.stringify(profiles[book][member]) !== JSON.stringify(profiles[base][member]),
    ),
  );
}

function stepsOf(outline: Outline): readonly Step[] {
  return outline.nodes.map(({ step }: StepNode) => step);
}
