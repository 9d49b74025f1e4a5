export { align, type AlignedFact, firstDifferences } from './align';
export { type Fact, Facts } from './facts';
export { type CompareRow, placeOf, rowsOf } from './rows';
export { type BooksCompared, compareBooks } from './rule-books';
export { carriedText } from './rules';
export { partingOf } from './sentence';
export type { Cut, TrialPorts } from './trial';
