export { align, type AlignedFact, firstDifferences } from './align';
export { type Fact, type FactPlace, Facts } from './facts';
export { type CompareRow, placeOf, rowsOf } from './rows';
export { type BookResult, type BooksCompared, compareBooks } from './rule-books';
export { books, carriedText, type Rule } from './rules';
export { partingOf } from './sentence';
export { mostIterations, type TrialPorts } from './trial';
