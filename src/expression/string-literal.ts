import { Refusal } from './refusal';

const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
  '0': '\0',
  '\n': '',
};

/** Reads a quoted string at `from` with JavaScript's escapes; `to` is behind the closing quote. */
export function readStringLiteral(
  source: string,
  from: number,
): { readonly value: string; readonly to: number } {
  const quote = source[from];
  let value = '';
  let at = from + 1;
  for (;;) {
    const char = source[at];
    if (char === undefined) {
      throw new Refusal('expression/syntax', 'This text is never closed: its quote is missing.', {
        from,
        to: source.length,
      });
    }
    if (char === quote) return { value, to: at + 1 };
    if (char !== '\\') {
      value += char;
      at++;
      continue;
    }
    const escape = readEscape(source, at);
    value += escape.value;
    at = escape.to;
  }
}

function readEscape(source: string, at: number): { readonly value: string; readonly to: number } {
  const char = source[at + 1] ?? '';
  if (char === 'u' || char === 'x') {
    const digits = /^(?:u([\da-fA-F]{4})|u\{([\da-fA-F]{1,6})\}|x([\da-fA-F]{2}))/.exec(
      source.slice(at + 1, at + 10),
    );
    const code = parseInt(digits?.[1] ?? digits?.[2] ?? digits?.[3] ?? '', 16);
    if (!digits || code > 0x10ffff) throw badEscape(at, char);
    return { value: String.fromCodePoint(code), to: at + 1 + digits[0].length };
  }
  if (/[1-9]/.test(char) || (char === '0' && /\d/.test(source[at + 2] ?? ''))) throw badEscape(at, char);
  return { value: SIMPLE[char] ?? char, to: at + 2 };
}

function badEscape(at: number, char: string): Refusal {
  return new Refusal('expression/syntax', `\`\\${char}\` does not begin a complete escape here.`, {
    from: at,
    to: at + 2,
  });
}
