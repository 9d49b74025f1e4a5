import type { Range } from '../json/json';

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
  /** Its place as a whole, once it was asked for. */
  span?: Range;
  /** The outermost parentheses around it. */
  group?: Range;
  /** Where its expression ended, spaces included: at the bracket that closes it. */
  stop?: number;
};
/** Items between brackets; `end` is behind the closing one. */
export interface RawList {
  readonly items: readonly Raw[];
  readonly end: number;
}
export interface RawEntry {
  readonly key: Raw;
  readonly value: Raw;
}
