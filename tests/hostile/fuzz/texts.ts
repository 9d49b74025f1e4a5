import fc from 'fast-check';

/** Words that mean something to JavaScript, HTML, JSON or to us, and should mean nothing more here. */
export const hostileWords: readonly string[] = [
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'valueOf',
    'toJSON',
    'then',
    'length',
    'hasOwnProperty',
  ],
  ...[
    'globalThis',
    'this',
    'new',
    'import("x")',
    'eval("1")',
    'process',
    'fetch("//evil.example")',
    'arguments',
  ],
  ...[
    '<img src=x onerror=alert(1)>',
    '</script><script>alert(1)</script>',
    'javascript:alert(1)',
    '//evil.example',
  ],
  ...[
    '{{',
    '}}',
    '{{#if x}}',
    '{{/each}}',
    '{{#each range(99999)}}',
    '\\{{',
    '${x}',
    '`',
    '\u2028',
    '\ud800',
    '\0',
    '\u200d',
  ],
  ...[
    'range(1e15)',
    '"a".repeat(1e9)',
    '(a+)+$',
    '1e999',
    '-0',
    '9007199254740993',
    '0x10',
    '010',
    '\uff41',
    'ﷺ',
  ],
];

const names = [
  'vars',
  'steps',
  'inputs',
  'loop',
  'item',
  'x',
  'n',
  'list',
  'text',
  'review',
  ...hostileWords.slice(0, 9),
];
const name = fc.constantFrom(...names);
const methods = [
  'map',
  'filter',
  'some',
  'find',
  'slice',
  'concat',
  'join',
  'split',
  'repeat',
  'at',
  'flat',
  'toSorted',
];
const functions = [
  'min',
  'max',
  'sum',
  'range',
  'json',
  'parseJson',
  'keys',
  'entries',
  'number',
  'string',
  'latest',
  'fail',
];
const operators = [
  '+',
  '-',
  '*',
  '/',
  '%',
  '==',
  '!=',
  '<',
  '>=',
  '&&',
  '||',
  '??',
  'in',
  '**',
  '|',
  '=',
  ',',
];
const literal = fc.constantFrom(
  '1',
  '0',
  '-1',
  '1e9',
  '""',
  '"a"',
  "'b'",
  'true',
  'null',
  'undefined',
  '[]',
  '{}',
  '2.5',
);

const grammar = fc.letrec<{ expression: string }>((tie) => {
  const inner = tie('expression');
  return {
    expression: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      literal,
      name,
      fc.tuple(inner, name).map(([of, member]) => `${of}.${member}`),
      fc.tuple(inner, inner).map(([of, key]) => `${of}[${key}]`),
      fc
        .tuple(inner, fc.constantFrom(...operators), inner)
        .map(([a, operator, b]) => `${a} ${operator} ${b}`),
      fc.tuple(inner, inner, inner).map((three) => `${three[0]} ? ${three[1]} : ${three[2]}`),
      inner.map((within) => `(${within})`),
      inner.map((within) => `!${within}`),
      fc.array(inner, { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
      fc.tuple(name, inner).map(([key, value]) => `{ ${key}: ${value} }`),
      fc
        .tuple(fc.constantFrom(...functions), fc.array(inner, { maxLength: 2 }))
        .map(([f, args]) => `${f}(${args.join()})`),
      fc
        .tuple(inner, fc.constantFrom(...methods), inner)
        .map(([of, method, arg]) => `${of}.${method}(${arg})`),
      fc
        .tuple(inner, fc.constantFrom(...methods), name, inner)
        .map(([of, method, parameter, body]) => `${of}.${method}(${parameter} => ${body})`),
    ),
  };
});

const piece = fc.oneof(
  fc.constantFrom(...hostileWords),
  fc.string({ maxLength: 6 }),
  fc.string({ unit: 'binary', maxLength: 4 }),
);

/** A change of a text: what is cut out where, and what is put there. Places count around the text. */
const cut = fc.record({ at: fc.nat(1_000_000), length: fc.nat(6), put: fc.option(piece, { nil: '' }) });

/** The same text after some pieces were cut out, doubled or replaced. */
export function damaged(text: fc.Arbitrary<string>, most: number): fc.Arbitrary<string> {
  return fc.tuple(text, fc.array(cut, { maxLength: most })).map(([whole, cuts]) =>
    cuts.reduce((now, { at, length, put }) => {
      const from = now === '' ? 0 : at % now.length;
      return now.slice(0, from) + put + now.slice(from + length);
    }, whole),
  );
}

/** Expressions by the grammar, some of them damaged, and soups of words. */
export const expressions: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: grammar.expression },
  { weight: 3, arbitrary: damaged(grammar.expression, 3) },
  { weight: 1, arbitrary: fc.array(piece, { maxLength: 12 }).map((parts) => parts.join(' ')) },
);

const tag = fc.oneof(
  expressions.map((expression) => `{{ ${expression} }}`),
  fc.tuple(expressions, expressions).map(([test, then]) => `{{#if ${test}}}a{{ ${then} }}{{else}}b{{/if}}`),
  fc
    .tuple(expressions, expressions)
    .map(([list, body]) => `{{#each ${list}}}{{ ${body} }}{{ item }}{{/each}}`),
  piece,
);

/** Templates of tags, blocks and text, some of them damaged. */
export const templates: fc.Arbitrary<string> = damaged(
  fc.array(tag, { maxLength: 4 }).map((parts) => parts.join('')),
  2,
);
