/** Items one foreach goes through. */
export const ITEMS_LIMIT = 100_000;
/** Siblings of all `parallel` steps and parallel foreaches of a run that are under way at once. */
export const SIBLINGS_LIMIT = 10_000;
/** Attempts of all steps within one iteration, one item or, outside of these, the run. */
export const ATTEMPTS_LIMIT = 20_000;
/** Characters of what the steps of one iteration or item give together, items and loops inside included: 64 Mi. */
export const OUTPUTS_LIMIT = 64 * 1024 * 1024;
/** Characters a run makes before it waits until they are stored, so that little is on its way at once: 16 Mi. */
export const UNSTORED_LIMIT = 16 * 1024 * 1024;
/** Characters of an answer of `until` that is kept although it is none. */
export const VERDICT_LIMIT = 10_000;
