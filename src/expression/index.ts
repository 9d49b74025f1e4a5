// What compiles and evaluates. Reading texts stands apart in read.ts, as the worker that evaluates does without it.
export type { Compiled } from './compile';
export { compileExpression } from './compile';
export type { Environment, LookupName, Read, Resolution } from './environment';
export { equalJson } from './equality';
export type { Expr, Value } from './expr';
export type { Mentions } from './mentions';
export { EvaluationError } from './problem';
export type { CompiledTemplate, Piece } from './template-compile';
export { compileTemplate, plainText } from './template-compile';
export { glance, renderText } from './text';
export { roomForValue, toJson } from './to-json';
export type { Trace } from './trace';
export type { ExpressionTree, TemplateTree, Trees } from './trees';
export { compileValue } from './value-compile';
