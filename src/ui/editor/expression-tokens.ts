/** What a stretch of an expression or of a `{{ }}` tag is coloured as. */
export type TokenKind = 'name' | 'function' | 'operator' | 'number' | 'string' | 'keyword' | 'punctuation';

/** A coloured stretch; offsets count from the beginning of the source. */
export interface Token {
  readonly from: number;
  readonly to: number;
  readonly kind: TokenKind;
}

// The source is the raw text of a JSON string, so a double quote arrives as `\"` and a backslash as `\\`.
const lexeme = new RegExp(
  [
    String.raw`(?<space>\s+)`,
    String.raw`(?<string>'(?:\\\\(?:\\"|[^])|[^'\\]|\\[^\\])*'?|\\"(?:\\\\(?:\\"|[^])|[^\\]|\\[^"\\])*(?:\\")?)`,
    String.raw`(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)`,
    String.raw`(?<block>[#/](?:if|each)\b)`,
    String.raw`(?<word>[\p{L}_$][\p{L}\p{N}_$]*)`,
    String.raw`(?<dot>\?\.|\.(?!\d))`,
    String.raw`(?<operator>=>|[-+*/%<>=!&|?:]+)`,
    String.raw`(?<other>[^])`,
  ].join('|'),
  'yu',
);

const literals = new Set(['true', 'false', 'null', 'undefined']);
const wordOperators = new Set(['in', 'typeof']);

/**
 * Splits the raw text of an expression, or of a tag with its braces, into coloured stretches.
 * Any text is accepted; what is no part of the language comes out as punctuation.
 */
export function tokensOf(source: string): readonly Token[] {
  const tokens: Token[] = [];
  const tag = source.startsWith('{{');
  const end = tag && source.endsWith('}}') ? source.length - 2 : source.length;
  if (tag) push(tokens, 0, 2, 'punctuation');
  lexeme.lastIndex = tag ? 2 : 0;
  while (lexeme.lastIndex < end) {
    const from = lexeme.lastIndex;
    const groups = lexeme.exec(source)?.groups;
    if (groups === undefined) break;
    const to = Math.min(lexeme.lastIndex, end);
    const kind = kindOf(groups, source, to, tag);
    if (kind !== undefined) push(tokens, from, to, kind);
  }
  if (end < source.length) push(tokens, end, source.length, 'punctuation');
  return tokens;
}

function kindOf(
  groups: Readonly<Record<string, string | undefined>>,
  source: string,
  to: number,
  tag: boolean,
): TokenKind | undefined {
  if (groups['space'] !== undefined) return undefined;
  if (groups['string'] !== undefined) return 'string';
  if (groups['number'] !== undefined) return 'number';
  if (groups['block'] !== undefined) return tag ? 'function' : 'operator';
  if (groups['dot'] !== undefined) return 'name';
  if (groups['operator'] !== undefined) return 'operator';
  const word = groups['word'];
  if (word === undefined) return 'punctuation';
  if (literals.has(word)) return 'keyword';
  if (wordOperators.has(word)) return 'operator';
  if (tag && (word === 'else' || (word === 'if' && /else\s+if$/.test(source.slice(0, to)))))
    return 'function';
  return /^\s*\(/.test(source.slice(to, to + 8)) ? 'function' : 'name';
}

/** Neighbours of one kind become one token: a path of names is one stretch on the page. */
function push(tokens: Token[], from: number, to: number, kind: TokenKind): void {
  const last = tokens.at(-1);
  if (last !== undefined && last.to === from && last.kind === kind)
    tokens[tokens.length - 1] = { ...last, to };
  else tokens.push({ from, to, kind });
}
