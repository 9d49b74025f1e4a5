import { type Gobbled, Jsep } from './jsep-class';
import { NESTING_LIMIT } from './limits';
import type { Raw, RawEntry, RawList } from './raw';
import {
  notAllowed,
  refusedAfterOperand,
  refusedOperator,
  refusedToken,
  Refusal,
  syntaxError,
  tooDeep,
  unclosed,
  unexpected,
  unexpectedAfter,
} from './refusal';
import { readStringLiteral } from './string-literal';

const NAME = '[\\p{ID_Start}$_][\\p{ID_Continue}$]*';
const WHOLE_NAME = new RegExp(`^${NAME}$`, 'u');
const ARROW = new RegExp(`(?:${NAME}|\\(\\s*(?:${NAME}\\s*(?:,\\s*${NAME}\\s*)*,?\\s*)?\\))\\s*=>`, 'uy');
const NAMES = new RegExp(NAME, 'gu');
const UNARY = /[!+-]|typeof(?![\p{ID_Continue}$])/uy;
const CLOSE_PAREN = 41;
const CLOSE_BRACKET = 93;

/**
 * jsep noting where everything stands, strict where jsep is lenient, with arrow functions and object
 * literals. Throws a {@link Refusal} at the first thing it cannot read.
 */
export class LocatedParser extends Jsep {
  #depth = -1;
  #tokenFrom = 0;

  /** The whole source as one expression. */
  parseAll(): Raw {
    this.gobbleSpaces();
    const { length } = this.expr;
    if (this.index >= length) {
      throw new Refusal('expression/empty', 'An expression is missing here.', { from: 0, to: length });
    }
    const node = this.#expression();
    if (this.index < length) throw unexpectedAfter(this.expr, this.index);
    return node;
  }

  override gobbleExpression(): Gobbled {
    this.#enter();
    this.gobbleSpaces();
    const node = this.#arrow() ?? super.gobbleExpression();
    if (node) node.stop = this.index;
    this.#depth--;
    return node;
  }

  override gobbleToken(): Gobbled {
    this.gobbleSpaces();
    const from = this.index;
    this.#tokenFrom = from;
    if (this.char === '{') return this.gobbleTokenProperty(this.#object());
    const refused = refusedToken(this.expr, from);
    if (refused) throw refused;
    UNARY.lastIndex = from;
    if (!UNARY.test(this.expr)) return super.gobbleToken();
    this.#enter();
    const node = super.gobbleToken();
    if (node && node.type === 'UnaryExpression') node.own = { from, to: from };
    this.#depth--;
    return node;
  }

  override gobbleBinaryOp(): string | false {
    this.gobbleSpaces();
    const from = this.index;
    const operator = super.gobbleBinaryOp();
    const refused =
      operator === false ? refusedAfterOperand(this.expr, from) : refusedOperator(this.expr, from, operator);
    if (refused) throw refused;
    return operator;
  }

  override gobbleTokenProperty(node: Raw): Raw {
    // `true`, `null` and `this` come as fresh nodes in place of the identifier that was noted.
    if (node.type === 'Literal' || node.type === 'ThisExpression') {
      node.own ??= { from: this.#tokenFrom, to: this.index };
    }
    return super.gobbleTokenProperty(node);
  }

  override gobbleNumericLiteral(): Raw {
    const from = this.index;
    const node = super.gobbleNumericLiteral();
    const text = this.expr.slice(from, this.index);
    node.own = { from, to: this.index };
    if (/^0\d/.test(text))
      throw new Refusal('expression/syntax', 'A number cannot begin with `0`.', node.own);
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
    if (WHOLE_NAME.test(text)) return node;
    throw new Refusal('expression/syntax', `\`${text}\` cannot be a name.`, node.own);
  }

  override gobbleGroup(): Raw {
    const from = this.index++;
    const node = this.#expression();
    if (this.char === ',') throw unexpectedAfter(this.expr, this.index);
    this.#close(CLOSE_PAREN, from);
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
      if (this.index >= this.expr.length) throw unclosed(this.expr, open);
      items.push(this.#expression());
      if (this.char === ',') this.index++;
      else if (this.code !== closing) throw this.#unclosedOr(open);
      this.gobbleSpaces();
    }
    this.index++;
    return { items, end: this.index };
  }

  override throwError(message: string): never {
    if (message === 'Expected :') {
      throw syntaxError('A `?` needs a `:` and what to give otherwise.', this.expr, this.index);
    }
    if (message.startsWith('Variable')) {
      throw syntaxError('A name cannot begin with a digit.', this.expr, this.index);
    }
    throw unexpected(this.expr, this.index);
  }

  #arrow(): Raw | undefined {
    const from = this.index;
    ARROW.lastIndex = from;
    const head = ARROW.exec(this.expr)?.[0];
    if (head === undefined) return undefined;
    const params = [...head.matchAll(NAMES)].map((match): Raw => {
      const at = from + match.index;
      return { type: 'Identifier', name: match[0], own: { from: at, to: at + match[0].length } };
    });
    this.index += head.length;
    this.gobbleSpaces();
    if (this.char === '{') {
      const message = 'An arrow function holds one expression; put an object in parentheses: `x => ({ … })`.';
      throw notAllowed(message, this.index, 1);
    }
    const body = this.#expression();
    return { type: 'ArrowFunction', params, body, own: { from, to: this.index } };
  }

  #object(): Raw {
    const from = this.index++;
    const entries: RawEntry[] = [];
    this.gobbleSpaces();
    while (this.char !== '}') {
      if (this.index >= this.expr.length) throw unclosed(this.expr, from);
      entries.push(this.#entry());
      this.gobbleSpaces();
      if (this.char === ',') this.index++;
      else if (this.char !== '}') throw this.#unclosedOr(from);
      this.gobbleSpaces();
    }
    this.index++;
    return { type: 'ObjectExpression', entries, own: { from, to: this.index } };
  }

  #entry(): RawEntry {
    const from = this.index;
    const refused = refusedToken(this.expr, from);
    if (refused) throw refused;
    const { char } = this;
    if (char === '[') {
      this.index++;
      const key = this.#expression();
      this.#close(CLOSE_BRACKET, from);
      return this.#valueOf(key);
    }
    if (char === '"' || char === "'") return this.#valueOf(this.gobbleStringLiteral());
    if (/[\d.]/.test(char)) {
      const number = this.gobbleNumericLiteral();
      return this.#valueOf({ ...number, ...(number.type === 'Literal' && { value: String(number.value) }) });
    }
    const name = this.gobbleIdentifier();
    const value = this.expr.slice(from, this.index);
    const key: Raw = { type: 'Literal', value, own: { from, to: this.index } };
    this.gobbleSpaces();
    // `{ a }` is `{ a: a }`.
    return this.char === ',' || this.char === '}' ? { key, value: name } : this.#valueOf(key);
  }

  #valueOf(key: Raw): RawEntry {
    this.gobbleSpaces();
    if (this.char !== ':') throw unexpected(this.expr, this.index);
    this.index++;
    return { key, value: this.#expression() };
  }

  #expression(): Raw {
    const node = this.gobbleExpression();
    if (!node) throw unexpected(this.expr, this.index);
    return node;
  }

  #close(closing: number, open: number): void {
    if (this.code !== closing) throw this.#unclosedOr(open);
    this.index++;
  }

  #unclosedOr(open: number): Refusal {
    const { expr, index } = this;
    return index >= expr.length ? unclosed(expr, open) : unexpected(expr, index);
  }

  #enter(): void {
    if (++this.#depth <= NESTING_LIMIT) return;
    throw tooDeep({ from: this.index, to: Math.min(this.index + 1, this.expr.length) });
  }
}
