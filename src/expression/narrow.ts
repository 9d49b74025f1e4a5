import type { Range } from '../json/json';
import { functionProblems, methodProblems } from './call-problems';
import type {
  Arrow,
  BinaryOperator,
  Expr,
  LogicalOperator,
  Method,
  Name,
  ObjectEntry,
  UnaryOperator,
} from './expr';
import { TREE_LIMIT } from './limits';
import type { Raw, RawList } from './raw';
import { Refusal } from './refusal';
import type { Problem } from './problem';

/** Words of JavaScript that would only surprise as names. */
const RESERVED = new Set(
  (
    'await break case catch class const continue debugger default delete do else export extends finally for ' +
    'function if import in instanceof let new return static super switch throw try typeof var void while with yield'
  ).split(' '),
);

const BINARY: ReadonlyMap<string, BinaryOperator> = new Map([
  ['+', '+'],
  ['-', '-'],
  ['*', '*'],
  ['/', '/'],
  ['%', '%'],
  ['<', '<'],
  ['>', '>'],
  ['<=', '<='],
  ['>=', '>='],
  ['==', '=='],
  ['===', '=='],
  ['!=', '!='],
  ['!==', '!='],
  ['in', 'in'],
]);
const LOGICAL: ReadonlyMap<string, LogicalOperator> = new Map([
  ['&&', '&&'],
  ['||', '||'],
  ['??', '??'],
]);
const UNARY: ReadonlyMap<string, UnaryOperator> = new Map([
  ['!', '!'],
  ['-', '-'],
  ['+', '+'],
  ['typeof', 'typeof'],
]);
/** Makes our {@link Expr} of jsep's tree: every problem that needs no scope is added to `problems`. */
export class Narrowing {
  readonly problems: Problem[] = [];
  private readonly offset: number;
  private depth = 0;

  /** `offset` is where the expression stands in its source: added to all ranges. */
  constructor(offset: number) {
    this.offset = offset;
  }

  expr(raw: Raw): Expr {
    if (++this.depth > TREE_LIMIT) throw tooLong(spanOf(raw));
    const expr = this.narrowed(raw);
    this.depth--;
    return expr;
  }

  private narrowed(raw: Raw): Expr {
    const range = this.shift(spanOf(raw));
    switch (raw.type) {
      case 'Literal':
        return { type: 'literal', value: raw.value, range };
      case 'Identifier':
        return this.name(raw.name, range);
      case 'ThisExpression':
        this.refuse('There is no `this` in this language.', range);
        return { type: 'literal', value: undefined, range };
      case 'UnaryExpression':
        return {
          type: 'unary',
          operator: UNARY.get(raw.operator) ?? fault(raw.operator),
          operand: this.expr(raw.argument),
          range,
        };
      case 'BinaryExpression':
        return this.binary(raw, range);
      case 'ConditionalExpression':
        return {
          type: 'conditional',
          test: this.expr(raw.test),
          then: this.expr(raw.consequent),
          otherwise: this.expr(raw.alternate),
          range,
        };
      case 'MemberExpression':
        return this.member(raw.object, raw.property, raw.computed, range);
      case 'CallExpression':
        return this.call(raw.callee, raw.arguments, range);
      case 'ArrayExpression':
        return { type: 'list', items: raw.elements.items.map((item) => this.expr(item)), range };
      case 'ObjectExpression':
        return {
          type: 'object',
          entries: raw.entries.map(({ key, value }): ObjectEntry => {
            const fixed =
              key.type === 'Literal' && typeof key.value === 'string' ? key.value : this.expr(key);
            return { key: fixed, value: this.expr(value) };
          }),
          range,
        };
      case 'ArrowFunction':
        this.refuse('An arrow function can only be an argument of a list method such as `filter`.', range);
        return { type: 'literal', value: undefined, range };
    }
  }

  private name(name: string, range: Range): Name {
    if (RESERVED.has(name)) this.refuse(`\`${name}\` is not part of this language.`, range);
    return { type: 'name', name, range };
  }

  private binary(raw: Raw & { type: 'BinaryExpression' }, range: Range): Expr {
    const left = this.expr(raw.left);
    const right = this.expr(raw.right);
    const logical = LOGICAL.get(raw.operator);
    if (logical === undefined) {
      return {
        type: 'binary',
        operator: BINARY.get(raw.operator) ?? fault(raw.operator),
        left,
        right,
        range,
      };
    }
    const mixed = [
      [raw.left, left],
      [raw.right, right],
    ] as const;
    for (const [side, expr] of mixed) {
      if (expr.type !== 'logical' || side.group || (expr.operator === '??') === (logical === '??')) continue;
      const code = 'expression/mixed-operators';
      const text = `\`??\` beside \`${logical === '??' ? expr.operator : logical}\` needs parentheses.`;
      this.problems.push({ code, message: `${text.slice(0, -1)} that say which comes first.`, range });
    }
    return { type: 'logical', operator: logical, left, right, range };
  }

  private member(object: Raw, property: Raw, computed: boolean, range: Range): Expr {
    const inner = this.expr(object);
    const keyRange = this.shift(spanOf(property));
    if (!computed && property.type === 'Identifier') {
      return { type: 'member', object: inner, key: property.name, keyRange, range };
    }
    if (property.type === 'Literal' && typeof property.value === 'string') {
      return { type: 'member', object: inner, key: property.value, keyRange, range };
    }
    return { type: 'index', object: inner, index: this.expr(property), range };
  }

  private call(callee: Raw, list: RawList, range: Range): Expr {
    if (callee.type === 'Identifier') {
      const nameRange = this.shift(spanOf(callee));
      const args = list.items.map((item) => this.expr(item));
      this.problems.push(...functionProblems(callee.name, nameRange, args, range));
      return { type: 'call', name: callee.name, nameRange, args, range };
    }
    if (callee.type === 'MemberExpression') {
      const member = this.member(callee.object, callee.property, callee.computed, this.shift(spanOf(callee)));
      if (member.type === 'member') {
        const args = list.items.map((item) =>
          item.type === 'ArrowFunction' ? this.arrow(item) : this.expr(item),
        );
        const { object, key: name, keyRange: nameRange } = member;
        const method: Method = { type: 'method', object, name, nameRange, args, range };
        this.problems.push(...methodProblems(method));
        return method;
      }
    }
    this.refuse('Only the functions and methods of this language can be called, by name.', range);
    return { type: 'literal', value: undefined, range };
  }

  private arrow(raw: Raw & { type: 'ArrowFunction' }): Arrow {
    const params = raw.params.map((param) =>
      this.name(param.type === 'Identifier' ? param.name : '', this.shift(spanOf(param))),
    );
    const range = this.shift(spanOf(raw));
    const names = params.map(({ name }) => name);
    if (params.length > 2) this.refuse('An arrow function is given a value and an index, no more.', range);
    if (new Set(names).size < names.length) this.refuse('Two parameters have the same name.', range);
    return { type: 'arrow', params, body: this.expr(raw.body), range };
  }

  private refuse(message: string, range: Range): void {
    this.problems.push({ code: 'expression/not-allowed', message, range });
  }

  private shift(range: Range): Range {
    return { from: range.from + this.offset, to: range.to + this.offset };
  }
}

/** Where a node stands without its own parentheses; bottom-up for what jsep puts together silently. */
function spanOf(raw: Raw): Range {
  return (raw.span ??= computeSpan(raw));
}

function computeSpan(raw: Raw): Range {
  switch (raw.type) {
    case 'UnaryExpression':
      return { from: raw.own?.from ?? 0, to: outer(raw.argument).to };
    case 'BinaryExpression':
      return { from: outer(raw.left).from, to: outer(raw.right).to };
    case 'ConditionalExpression':
      return { from: outer(raw.test).from, to: outer(raw.alternate).to };
    case 'MemberExpression': {
      const to = raw.computed ? (raw.property.stop ?? 0) + 1 : spanOf(raw.property).to;
      return { from: outer(raw.object).from, to };
    }
    case 'CallExpression':
      return { from: outer(raw.callee).from, to: raw.arguments.end };
    case 'Identifier':
    case 'Literal':
    case 'ThisExpression':
    case 'ArrayExpression':
    case 'ObjectExpression':
      return raw.own ?? { from: 0, to: 0 };
    case 'ArrowFunction':
      return { from: raw.own?.from ?? 0, to: outer(raw.body).to };
  }
}

function outer(raw: Raw): Range {
  return raw.group ?? spanOf(raw);
}

function fault(operator: string): never {
  throw new Error(`jsep gave an operator it was not told of: ${operator}`);
}

function tooLong(range: Range): Refusal {
  const message = `An expression has at most ${TREE_LIMIT} parts that hang on each other.`;
  return new Refusal('expression/too-deep', message, range);
}
