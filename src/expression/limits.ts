/** Characters of one expression. */
export const SOURCE_LIMIT = 4096;
/** Brackets, unary operators and branches around one place of an expression. */
export const NESTING_LIMIT = 64;
/** Levels of an expression's tree, where a sum of many parts has one for each part. */
export const TREE_LIMIT = 500;
/** Evaluation steps: one for each call, each round of a list method or block, and bulk work in proportion. */
export const STEP_LIMIT = 100_000;
/** Evaluation steps of a value with more than a few templates, all of them together. */
export const VALUE_STEP_LIMIT = 500_000;
/** Templates of a value that may each take what one may, as together they are still soon done. */
export const FEW_TEMPLATES = 4;
/** UTF-16 units of a string that an expression makes: 1 MiB. */
export const STRING_LIMIT = 1_048_576;
/** Items of a list that an expression makes. */
export const LIST_LIMIT = 100_000;
/** Levels of lists and objects in a value: walks over values recurse, so this also guards the stack. */
export const VALUE_DEPTH_LIMIT = 500;
/** Characters of one stored value, counting what is shared each time it appears: 16 Mi. */
export const VALUE_SIZE_LIMIT = 16 * 1024 * 1024;
/** Characters that a number, a list or an object counts as, beside what is in it. */
export const PART_SIZE = 8;
