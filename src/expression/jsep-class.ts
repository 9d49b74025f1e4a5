import jsep from 'jsep';
import type { Raw } from './raw';

/** What jsep's methods give: a node, or something falsy where none begins. */
export type Gobbled = Raw | false | undefined;

/** The part of a jsep parser that is used or overridden here; its typings leave the class out. */
interface JsepParser {
  readonly expr: string;
  index: number;
  readonly code: number;
  readonly char: string;
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

interface JsepClass {
  new (source: string): JsepParser;
  addBinaryOp(operator: string, precedence: number): void;
  addUnaryOp(operator: string): void;
  addLiteral(name: string, value: undefined): void;
}

// The class is there at run time as a property of the function that the typings describe.
const { Jsep } = jsep as unknown as { readonly Jsep: JsepClass };

// jsep keeps its operators per module, not per parser, so this is the one place that touches them.
Jsep.addBinaryOp('in', 7);
Jsep.addUnaryOp('typeof');
Jsep.addLiteral('undefined', undefined);

export { Jsep };
