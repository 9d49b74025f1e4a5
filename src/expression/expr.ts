import type { Json, Range } from '../json/json';

/** What an expression gives before it is stored: JSON or nothing. Lists built by it may hold `undefined`. */
export type Value = Json | undefined;

export type UnaryOperator = '!' | '-' | '+' | 'typeof';
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%';
export type OrderOperator = '<' | '>' | '<=' | '>=';
/** `===` and `!==` are read as `==` and `!=`, which mean the same here. */
export type BinaryOperator = ArithmeticOperator | OrderOperator | '==' | '!=' | 'in';
export type LogicalOperator = '&&' | '||' | '??';

interface Node {
  /** In the source, without parentheses around it. */
  readonly range: Range;
}

export interface Literal extends Node {
  readonly type: 'literal';
  readonly value: null | boolean | number | string | undefined;
}
/** A root of the scope or a parameter of an arrow function around it. */
export interface Name extends Node {
  readonly type: 'name';
  readonly name: string;
}
/** `a.b`, `a?.b`, `a["b"]`: the key is known without evaluating. */
export interface Member extends Node {
  readonly type: 'member';
  readonly object: Expr;
  readonly key: string;
  readonly keyRange: Range;
}
/** `a[0]`, `a[i]`. */
export interface Index extends Node {
  readonly type: 'index';
  readonly object: Expr;
  readonly index: Expr;
}
export interface Unary extends Node {
  readonly type: 'unary';
  readonly operator: UnaryOperator;
  readonly operand: Expr;
}
export interface Binary extends Node {
  readonly type: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expr;
  readonly right: Expr;
}
export interface Logical extends Node {
  readonly type: 'logical';
  readonly operator: LogicalOperator;
  readonly left: Expr;
  readonly right: Expr;
}
export interface Conditional extends Node {
  readonly type: 'conditional';
  readonly test: Expr;
  readonly then: Expr;
  readonly otherwise: Expr;
}
export interface List extends Node {
  readonly type: 'list';
  readonly items: readonly Expr[];
}
export interface ObjectEntry {
  readonly key: string | Expr;
  readonly value: Expr;
}
export interface ObjectLiteral extends Node {
  readonly type: 'object';
  readonly entries: readonly ObjectEntry[];
}
/** A call of a host function, a look-up included. */
export interface Call extends Node {
  readonly type: 'call';
  readonly name: string;
  readonly nameRange: Range;
  readonly args: readonly Expr[];
}
export interface Method extends Node {
  readonly type: 'method';
  readonly object: Expr;
  readonly name: string;
  readonly nameRange: Range;
  readonly args: readonly (Expr | Arrow)[];
}
/** Only ever an argument of a list method. */
export interface Arrow extends Node {
  readonly type: 'arrow';
  readonly params: readonly Name[];
  readonly body: Expr;
}

/** Every expression of the language, closed: what the parser gives beyond it has been refused. */
export type Expr =
  | Literal
  | Name
  | Member
  | Index
  | Unary
  | Binary
  | Logical
  | Conditional
  | List
  | ObjectLiteral
  | Call
  | Method;

/** Whether there is an arrow function in an expression: without one it does nothing repeatedly. */
export function hasArrow(expr: Expr): boolean {
  return childrenOf(expr).some((child) => child.type === 'arrow' || hasArrow(child));
}

/** Whether an expression is read as a path, so that its beginning is no sub-expression of its own. */
export function isPath(expr: Expr): expr is Name | Member | Index {
  return expr.type === 'name' || expr.type === 'member' || expr.type === 'index';
}

/** What an expression is directly made of, in the order of the text. */
export function childrenOf(expr: Expr): readonly (Expr | Arrow)[] {
  switch (expr.type) {
    case 'literal':
    case 'name':
      return [];
    case 'member':
      return [expr.object];
    case 'index':
      return [expr.object, expr.index];
    case 'unary':
      return [expr.operand];
    case 'binary':
    case 'logical':
      return [expr.left, expr.right];
    case 'conditional':
      return [expr.test, expr.then, expr.otherwise];
    case 'list':
      return expr.items;
    case 'object':
      return expr.entries.flatMap(({ key, value }) => (typeof key === 'string' ? [value] : [key, value]));
    case 'call':
      return expr.args;
    case 'method':
      return [expr.object, ...expr.args];
  }
}
