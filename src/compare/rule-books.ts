import { profiles } from '../workflow/profiles';
import type { Program } from '../workflow/program';
import type { SemanticsName } from '../workflow/types';
import { align, type AlignedFact, firstDifferences } from './align';
import { books, differing, type Rule, rulesFor, withRules } from './rules';
import { runTrial, type Trial, type TrialPorts, type TrialSettings } from './trial';

/** What one document came to under one rule book. */
export interface BookResult {
  readonly book: SemanticsName;
  /** Why the book does not accept the document; then there is no trial. */
  readonly refused: string | undefined;
  readonly trial: Trial | undefined;
  /** The rules that bring the first difference from the first book about, each by itself. */
  readonly causes: readonly Rule[];
}

export interface BooksCompared {
  readonly results: readonly BookResult[];
  readonly rules: readonly Rule[];
  readonly aligned: readonly AlignedFact[];
  readonly firsts: readonly (number | undefined)[];
}

/**
 * Runs one program under every rule book and lays the runs side by side. Which rule makes a difference is
 * found by trying: the first book with that one rule exchanged has to part at the same place in the same way.
 */
export async function compareBooks(
  program: Program,
  refusals: Readonly<Partial<Record<SemanticsName, string>>>,
  ports: TrialPorts,
  settings: TrialSettings,
): Promise<BooksCompared> {
  const run = (profile: Program['profile']): Promise<Trial> =>
    runTrial({ ...program, profile }, ports, settings);
  const trials: (Trial | undefined)[] = [];
  for (const book of books) {
    trials.push(refusals[book] === undefined ? await run(profiles[book]) : undefined);
  }
  const sides = trials.map((trial) => trial?.facts ?? []);
  const aligned = align(sides);
  const firsts = firstDifferences(aligned, books.length).map((at, column) =>
    trials[column] === undefined || trials[0] === undefined ? undefined : at,
  );
  const applicable = rulesFor(program.outline);
  const results: BookResult[] = [];
  for (const [column, book] of books.entries()) {
    const at = firsts[column];
    const place = at === undefined ? undefined : aligned[at];
    const causes: Rule[] = [];
    for (const rule of place ? differing(applicable, book, books[0] ?? book) : []) {
      const trial = await run(withRules(profiles.playground, profiles[book], [rule]));
      if (place && partsAlike(trial, sides[0] ?? [], place, column)) causes.push(rule);
    }
    results.push({ book, refused: refusals[book], trial: trials[column], causes });
  }
  return { results, rules: applicable, aligned, firsts };
}

/** Whether a trial parts from the reference where a column does, and has there what the column has. */
function partsAlike(trial: Trial, reference: Trial['facts'], place: AlignedFact, column: number): boolean {
  const both = align([reference, trial.facts]);
  const [, at] = firstDifferences(both, 2);
  const parted = at === undefined ? undefined : both[at];
  return parted?.key === place.key && parted.facts[1]?.text === place.facts[column]?.text;
}
