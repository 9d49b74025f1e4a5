import type { AlignedFact } from './align';
import type { FactPlace } from './facts';

/** A line of a comparison: one place, or a stretch of places of which nothing is to be said one by one. */
export type CompareRow =
  | { readonly kind: 'fact'; readonly at: number }
  | {
      readonly kind: 'stretch';
      /** Places `from` … `to`, `to` left out. */
      readonly from: number;
      readonly to: number;
      /** The iterations it lies in. */
      readonly first: FactPlace;
      readonly last: FactPlace;
      /** How many places each column has that are not as in the first one. */
      readonly differing: readonly number[];
    };

/**
 * The lines of a comparison: each first difference with the place before it in the same iteration, and the
 * last checks, one by one; what lies between them as stretches.
 */
export function rowsOf(
  aligned: readonly AlignedFact[],
  firsts: readonly (number | undefined)[],
): readonly CompareRow[] {
  const shown = new Set<number>();
  for (const at of firsts) {
    if (at === undefined) continue;
    shown.add(at);
    const [here, before] = [placeOf(aligned[at]), placeOf(aligned[at - 1])];
    if (here && before && here.address === before.address && here.iteration === before.iteration)
      shown.add(at - 1);
  }
  for (const column of firsts.keys()) {
    const last = aligned.findLastIndex(({ facts }) => facts[column]?.what === 'until');
    if (last >= 0) shown.add(last);
  }
  const rows: CompareRow[] = [];
  let from = 0;
  for (const at of [...shown].sort((a, b) => a - b)) {
    rows.push(...stretch(aligned, from, at), { kind: 'fact', at });
    from = at + 1;
  }
  return [...rows, ...stretch(aligned, from, aligned.length)];
}

function stretch(aligned: readonly AlignedFact[], from: number, to: number): CompareRow[] {
  const inside = aligned.slice(from, to);
  const first = placeOf(inside[0]);
  const last = placeOf(inside.at(-1));
  if (!first || !last) return [];
  const columns = inside[0]?.facts.length ?? 0;
  const differing = Array.from(
    { length: columns },
    (_, column) => inside.filter((one) => one.differing.includes(column)).length,
  );
  return [{ kind: 'stretch', from, to, first, last, differing }];
}

/** Any column's fact tells the place. */
export function placeOf(aligned: AlignedFact | undefined): FactPlace | undefined {
  return aligned?.facts.find((fact) => fact !== undefined);
}
