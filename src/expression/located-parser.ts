import jsep from 'jsep';
import type { Range } from '../json/json';
import { NESTING_LIMIT } from './limits';
import { Refusal } from './refusal';
import { readStringLiteral } from './string-literal';

/** A syntax tree as jsep gives it, with the positions noted here; `narrow.ts` makes it ours. */
export type Raw = (
  | { readonly type: 'Identifier'; readonly name: string }
  | { readonly type: 'Literal'; readonly value: null | boolean | number | string | undefined }
  | { readonly type: 'ThisExpression' }
  | { readonly type: 'UnaryExpression'; readonly operator: string; readonly argument: Raw }
  | { readonly type: 'BinaryExpression'; readonly operator: string; readonly left: Raw; readonly right: Raw }
  | {
      readonly type: 'ConditionalExpression';
      readonly test: Raw;
      readonly consequent: Raw;
      readonly alternate: Raw;
    }
  | {
      readonly type: 'MemberExpression';
      readonly computed: boolean;
      readonly object: Raw;
      readonly property: Raw;
    }
  | { readonly type: 'CallExpression'; readonly callee: Raw; readonly arguments: RawList }
  | { readonly type: 'ArrayExpression'; readonly elements: RawList }
  | { readonly type: 'ObjectExpression'; readonly entries: readonly RawEntry[] }
  | { readonly type: 'ArrowFunction'; readonly params: readonly Raw[]; readonly body: Raw }
) & {
  /** Where a token stands; absent on nodes made of others, whose place follows from theirs. */
  own?: Range;
  /** The outermost parentheses around it. */
  group?: Range;
  /** Where its expression ended, spaces included: at the bracket that closes it. */
  stop?: number;
};
type Gobbled = Raw | false | undefined;

/** Items between brackets; `end` is behind the closing one. */
export interface RawList {
  readonly items: readonly Raw[];
  readonly end: number;
}
export interface RawEntry {
  readonly key: Raw;
  readonly value: Raw;
}

/** The part of jsep's class that is used or overridden here; its typings leave the class out. */
declare class JsepParser {
  static addBinaryOp(operator: string, precedence: number): void;
  static addUnaryOp(operator: string): void;
  static addLiteral(name: string, value: undefined): void;
  expr: string;
  index: number;
  readonly code: number;
  readonly char: string;
  constructor(source: string);
  gobbleSpaces(): void;
  gobbleExpression(): Gobbled;
  gobbleToken(): Gobbled;
  gobbleBinaryOp(): string | false;
  gobbleTokenProperty(node: Raw): Raw;
  gobbleNumericLiteral(): Raw;
  gobbleStringLiteral(): Raw;
  gobbleIdentifier(): Raw;
  gobbleGroup(): Gobbled;
  gobbleArguments(closing: number): unknown;
  gobbleArray(): Raw;
  throwError(message: string): never;
}

// The class is there at run time as a property of the function that the typings describe.
const { Jsep } = jsep as unknown as { readonly Jsep: typeof JsepParser };

// jsep keeps its operators per module, not per parser, so this is the one place that touches them.
Jsep.addBinaryOp('in', 7);
Jsep.addUnaryOp('typeof');
Jsep.addLiteral('undefined', undefined);

const NAME = '[\\p{ID_Start}$_][\\p{ID_Continue}$]*';
const ARROW = new RegExp(`(?:${NAME}|\\(\\s*(?:${NAME}\\s*(?:,\\s*${NAME}\\s*)*,?\\s*)?\\))\\s*=>`, 'uy');
const NAMES = new RegExp(NAME, 'gu');
const REFUSED_OPERATORS = new Set(['|', '^', '&', '<<', '>>', '>>>', '**']);
const CLOSE_PAREN = 41;
const CLOSE_BRACKET = 93;

/** jsep noting where everything stands, strict where jsep is lenient, with arrows and object literals. */
export class LocatedParser extends Jsep {
  private depth = -1;
  private tokenFrom = 0;

  /** The whole source as one expression; throws a {@link Refusal}. */
  parseAll(): Raw {
    this.gobbleSpaces();
    if (this.index >= this.expr.length) {
      throw new Refusal('expression/empty', 'An expression is missing here.', {
        from: 0,
        to: this.expr.length,
      });
    }
    const node = this.expectExpression();
    if (this.index < this.expr.length) this.refuseRest();
    return node;
  }

  override gobbleExpression(): Gobbled {
    this.enter();
    this.gobbleSpaces();
    const node = this.gobbleArrow() ?? super.gobbleExpression();
    if (node) node.stop = this.index;
    this.depth--;
    return node;
  }

  override gobbleToken(): Gobbled {
    this.gobbleSpaces();
    const from = this.index;
    this.tokenFrom = from;
    const char = this.char;
    const unary = /^(?:[!+~-]|typeof(?![\p{ID_Continue}$]))/u.test(this.expr.slice(from, from + 8));
    if (char === '{') return this.gobbleTokenProperty(this.gobbleObject());
    if (!unary) {
      this.refuseToken(char);
      return super.gobbleToken();
    }
    if (char === '~') this.refuse(`The bit operator \`~\` is not part of this language.`, 1);
    if (char !== '!' && this.expr[from + 1] === char)
      this.refuse(`\`${char}${char}\` is not part of this language.`, 2);
    this.enter();
    const node = super.gobbleToken();
    if (node && node.type === 'UnaryExpression') node.own = { from, to: from };
    this.depth--;
    return node;
  }

  override gobbleBinaryOp(): string | false {
    this.gobbleSpaces();
    const from = this.index;
    const operator = super.gobbleBinaryOp();
    if (operator === false) {
      if (this.expr.startsWith('=>', from)) {
        this.refuse('An arrow function can only be an argument of a list method such as `filter`.', 2);
      }
      if (this.char === '=')
        this.refuse('Nothing can be assigned in an expression; to compare, write `==`.', 1);
      return false;
    }
    this.index = from;
    if (REFUSED_OPERATORS.has(operator)) {
      const instead = operator === '**' ? '; `pow(a, b)` does the same' : '';
      this.refuse(`The operator \`${operator}\` is not part of this language${instead}.`, operator.length);
    }
    const next = this.expr[from + operator.length];
    if (next === '=' || ((operator === '+' || operator === '-') && next === operator)) {
      const text = operator + next;
      this.refuse(
        `\`${text}\` is not part of this language: nothing can be assigned in an expression.`,
        text.length,
      );
    }
    this.index = from + operator.length;
    return operator;
  }

  override gobbleTokenProperty(node: Raw): Raw {
    // `true`, `null` and `this` come as fresh nodes in place of the identifier that was noted.
    if (node.type === 'Literal' || node.type === 'ThisExpression') {
      node.own ??= { from: this.tokenFrom, to: this.index };
    }
    return super.gobbleTokenProperty(node);
  }

  override gobbleNumericLiteral(): Raw {
    const from = this.index;
    const node = super.gobbleNumericLiteral();
    const text = this.expr.slice(from, this.index);
    node.own = { from, to: this.index };
    if (/^0\d/.test(text))
      throw new Refusal('expression/syntax', `A number cannot begin with \`0\`.`, node.own);
    if (node.type === 'Literal' && node.value === Infinity) {
      throw new Refusal('expression/not-finite', `\`${text}\` is too large for a number.`, node.own);
    }
    return node;
  }

  override gobbleStringLiteral(): Raw {
    const from = this.index;
    const { value, to } = readStringLiteral(this.expr, from);
    this.index = to;
    return { type: 'Literal', value, own: { from, to } };
  }

  override gobbleIdentifier(): Raw {
    const from = this.index;
    const node = super.gobbleIdentifier();
    node.own = { from, to: this.index };
    const text = this.expr.slice(from, this.index);
    if (!new RegExp(`^${NAME}$`, 'u').test(text)) {
      throw new Refusal('expression/syntax', `\`${text}\` cannot be a name.`, node.own);
    }
    return node;
  }

  override gobbleGroup(): Raw {
    const from = this.index++;
    const node = this.expectExpression();
    if (this.code !== CLOSE_PAREN) this.refuseRest('(', from);
    this.index++;
    node.group = { from, to: this.index };
    return node;
  }

  override gobbleArray(): Raw {
    const from = this.index++;
    const elements = this.gobbleArguments(CLOSE_BRACKET);
    return { type: 'ArrayExpression', elements, own: { from, to: this.index } };
  }

  /** jsep also takes spaces for commas and leaves holes; this does neither. */
  override gobbleArguments(closing: number): RawList {
    const open = this.index - 1;
    const items: Raw[] = [];
    this.gobbleSpaces();
    while (this.code !== closing) {
      items.push(this.expectExpression());
      if (this.char === ',') this.index++;
      else if (this.code !== closing) this.refuseRest(this.expr[open], open);
      this.gobbleSpaces();
    }
    this.index++;
    return { items, end: this.index };
  }

  override throwError(message: string): never {
    if (message === 'Expected :') this.fail('A `?` needs a `:` and what to give otherwise.');
    if (message.startsWith('Variable')) this.fail('A name cannot begin with a digit.');
    this.refuseRest();
  }

  private gobbleArrow(): Raw | undefined {
    ARROW.lastIndex = this.index;
    const head = ARROW.exec(this.expr)?.[0];
    if (head === undefined) return undefined;
    const from = this.index;
    const params = [...head.matchAll(NAMES)].map((match): Raw => {
      const at = from + match.index;
      return { type: 'Identifier', name: match[0], own: { from: at, to: at + match[0].length } };
    });
    this.index += head.length;
    this.gobbleSpaces();
    if (this.char === '{') {
      this.refuse('An arrow function holds one expression; put an object in parentheses: `x => ({ … })`.', 1);
    }
    const body = this.expectExpression();
    return { type: 'ArrowFunction', params, body, own: { from, to: this.index } };
  }

  private gobbleObject(): Raw {
    const from = this.index++;
    const entries: RawEntry[] = [];
    this.gobbleSpaces();
    while (this.char !== '}') {
      entries.push(this.gobbleEntry());
      this.gobbleSpaces();
      if (this.char === ',') this.index++;
      else if (this.char !== '}') this.refuseRest('{', from);
      this.gobbleSpaces();
    }
    this.index++;
    return { type: 'ObjectExpression', entries, own: { from, to: this.index } };
  }

  private gobbleEntry(): RawEntry {
    const from = this.index;
    if (this.expr.startsWith('...', from)) this.refuseToken('.');
    let key: Raw;
    if (this.char === '[') {
      this.index++;
      key = this.expectExpression();
      if (this.code !== CLOSE_BRACKET) this.refuseRest('[', from);
      this.index++;
    } else if (this.char === '"' || this.char === "'") {
      key = this.gobbleStringLiteral();
    } else if (/[\d.]/.test(this.char)) {
      const number = this.gobbleNumericLiteral();
      key = {
        type: 'Literal',
        value: number.type === 'Literal' ? String(number.value) : '',
        own: { from, to: this.index },
      };
    } else {
      const name = this.gobbleIdentifier();
      key = {
        type: 'Literal',
        value: name.type === 'Identifier' ? name.name : '',
        own: { from, to: this.index },
      };
      this.gobbleSpaces();
      if (this.char === ',' || this.char === '}') return { key, value: name };
    }
    this.gobbleSpaces();
    if (this.char !== ':') this.refuseRest();
    this.index++;
    return { key, value: this.expectExpression() };
  }

  private expectExpression(): Raw {
    return this.gobbleExpression() || this.refuseRest();
  }

  /** What cannot begin an operand although JavaScript knows it, refused by name. */
  private refuseToken(char: string): void {
    const rest = this.expr.slice(this.index, this.index + 3);
    if (char === '/') {
      if (rest[1] === '/' || rest[1] === '*') this.refuse('Comments are not part of an expression.', 2);
      this.refuse('Regular expressions are not part of this language.', 1);
    }
    if (char === '`') this.refuse('Write a string with quotes instead of backticks.', 1);
    if (rest === '...') this.refuse('`...` is not part of this language.', 3);
  }

  private enter(): void {
    if (++this.depth > NESTING_LIMIT) {
      throw new Refusal('expression/too-deep', `Expressions nest at most ${NESTING_LIMIT} levels.`, {
        from: this.index,
        to: Math.min(this.index + 1, this.expr.length),
      });
    }
  }

  private refuse(message: string, length: number): never {
    throw new Refusal('expression/not-allowed', message, { from: this.index, to: this.index + length });
  }

  private fail(message: string): never {
    throw new Refusal('expression/syntax', message, {
      from: this.index,
      to: Math.min(this.index + 1, this.expr.length),
    });
  }

  private refuseRest(open?: string, at = 0): never {
    if (this.index >= this.expr.length) {
      if (open !== undefined) {
        throw new Refusal('expression/syntax', `This \`${open}\` is never closed.`, { from: at, to: at + 1 });
      }
      this.fail('The expression ends before it is complete.');
    }
    const char = this.char;
    this.refuseToken(char);
    if (char === ';' || char === ',') this.refuse(`There is one expression only, so no \`${char}\` here.`, 1);
    const word = /^[\p{ID_Start}$_][\p{ID_Continue}$]*/u.exec(this.expr.slice(this.index))?.[0];
    if (word === undefined) this.fail(`\`${char}\` is not expected here.`);
    throw new Refusal(
      'expression/syntax',
      `\`${word}\` is not expected here: an operator or a comma may be missing.`,
      {
        from: this.index,
        to: this.index + word.length,
      },
    );
  }
}
