import type { AlignedFact } from './align';
import type { Fact, FactPlace } from './facts';

/** An iteration in words: `iteration 3`, of a nested loop `iteration 1 / 2`. */
function iterationOf({ numbers }: FactPlace): string {
  return `iteration ${numbers.join(' / ')}`;
}

const named = ({ stepId = '' }: FactPlace): string => `\`${stepId}\``;

/**
 * What a column does at the first place where it is not as the first column, as words that follow its name:
 * "leaves iteration 5 before `keep`". `all` says what the columns have elsewhere in that iteration.
 */
export function partingOf(column: number, at: AlignedFact, all: readonly AlignedFact[]): string {
  const reference = at.facts[0];
  const own = at.facts[column];
  if (own && reference) return changed(own, reference);
  if (reference) return missing(reference, inIteration(all, reference, column), all, column);
  return own ? added(own, inIteration(all, own, 0).length > 0) : '';
}

function changed(own: Fact, reference: Fact): string {
  const iteration = iterationOf(own);
  if (own.what === 'prompt') return `asks ${named(own)} with another prompt in ${iteration}`;
  if (own.what === 'output') {
    if (own.status === 'failed') return `fails at ${named(own)} in ${iteration}`;
    if (own.status === 'skipped') return `skips ${named(own)} in ${iteration}`;
    if (reference.status === 'failed') return `does not fail at ${named(own)} in ${iteration}`;
    return `has another output of ${named(own)} in ${iteration}`;
  }
  const over = (fact: Fact): boolean => fact.stop !== undefined && fact.stop !== 'next';
  if (own.stop === 'error' && reference.stop !== 'error') return `fails at \`until\` in ${iteration}`;
  if (over(own) && !over(reference)) return `stops after ${iteration}`;
  if (over(reference) && !over(own)) return `goes on after ${iteration}`;
  if (own.stop !== reference.stop) return `stops after ${iteration} by \`${own.stop ?? ''}\``;
  return `has \`until\` at \`${own.value === undefined ? 'undefined' : JSON.stringify(own.value)}\` in ${iteration}`;
}

function missing(place: Fact, own: readonly Fact[], all: readonly AlignedFact[], column: number): string {
  const iteration = iterationOf(place);
  if (own.length > 0) {
    if (place.what === 'until') return `does not ask \`until\` in ${iteration}`;
    const left = own.some(({ what, stop }) => what === 'until' && stop !== undefined && stop !== 'next');
    return left
      ? `leaves ${iteration} before ${named(place)}`
      : `does not run ${named(place)} in ${iteration}`;
  }
  const before = all.some(({ facts }) => facts[column]?.address === place.address);
  if (!before) return place.iteration === 0 ? 'runs no iteration' : `does not run ${iteration}`;
  const last = [...place.numbers.slice(0, -1), place.iteration - 1].join(' / ');
  return `stops after iteration ${last}`;
}

function added(place: Fact, known: boolean): string {
  const iteration = iterationOf(place);
  if (!known) return `goes on with ${iteration}`;
  return place.what === 'until' ? `asks \`until\` in ${iteration}` : `runs ${named(place)} in ${iteration}`;
}

function inIteration(all: readonly AlignedFact[], { address, iteration }: FactPlace, column: number): Fact[] {
  return all.flatMap(({ facts }) => {
    const fact = facts[column];
    return fact?.address === address && fact.iteration === iteration ? [fact] : [];
  });
}
