import type { Environment } from '../../src/expression';
import type { Json, JsonObject } from '../../src/json/json';

/** A scope that is one JSON object: its members are the roots. */
export type PlainScope = JsonObject;

/** What the look-ups and the outside give in {@link plainEnvironment}. */
export interface PlainWorld {
  readonly lookups?: Readonly<Record<string, Json>>;
  readonly random?: () => number;
  readonly now?: number;
}

/** Roots are the members of a sample scope; whatever path is asked, only the root is consumed. */
export function plainEnvironment(
  sample: PlainScope,
  world: PlainWorld = {},
): Environment<PlainScope> & { readonly names: readonly string[] } {
  return {
    names: Object.keys(sample),
    resolve: ([root = '']) =>
      Object.hasOwn(sample, root) ? { read: (scope) => scope[root], used: 1 } : undefined,
    lookup: (name, id) => () => world.lookups?.[`${name}(${id})`],
    random: () => world.random?.() ?? 0.5,
    now: () => world.now ?? 1_700_000_000_000,
  };
}
