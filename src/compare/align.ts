import type { Fact } from './facts';

/** A place that at least one of the runs came by, with what each of them has there. */
export interface AlignedFact {
  readonly key: string;
  /** By column; undefined: that run never came here. */
  readonly facts: readonly (Fact | undefined)[];
  /** Columns that are not as the first one here. */
  readonly differing: readonly number[];
}

/**
 * Lays runs side by side by place. Where a run has places that the ones before it lack, they stand behind
 * the place they follow in that run.
 */
export function align(runs: readonly (readonly Fact[])[]): readonly AlignedFact[] {
  const order = mergedKeys(runs.map((facts) => facts.map(({ key }) => key)));
  const byKey = runs.map((facts) => new Map(facts.map((fact) => [fact.key, fact])));
  return order.map((key) => {
    const facts = byKey.map((known) => known.get(key));
    const differing = facts.flatMap((fact, column) => (fact?.text === facts[0]?.text ? [] : [column]));
    return { key, facts, differing };
  });
}

/** Index of the first place at which each column is not as the first one; undefined: the same throughout. */
export function firstDifferences(aligned: readonly AlignedFact[], columns: number): (number | undefined)[] {
  return Array.from({ length: columns }, (_, column) => {
    const at = aligned.findIndex(({ differing }) => differing.includes(column));
    return at < 0 ? undefined : at;
  });
}

function mergedKeys(runs: readonly (readonly string[])[]): string[] {
  const [first = [], ...others] = runs;
  let merged = [...first];
  for (const keys of others) {
    const known = new Set(merged);
    /** New keys by the known one they follow; those before all of them by the empty one. */
    const behind = new Map<string, string[]>();
    let last = '';
    for (const key of keys) {
      if (known.has(key)) last = key;
      else {
        const group = behind.get(last);
        if (group) group.push(key);
        else behind.set(last, [key]);
      }
    }
    if (behind.size === 0) continue;
    merged = [...(behind.get('') ?? []), ...merged.flatMap((key) => [key, ...(behind.get(key) ?? [])])];
  }
  return merged;
}
