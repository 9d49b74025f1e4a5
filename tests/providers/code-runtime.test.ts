import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CodeCall } from '../../src/providers/code-call';
import { createCodeRuntime } from '../../src/providers/code-runtime';
import type { CodeRuntime } from '../../src/providers/code-runtime';
import type { JsonObject } from '../../src/json/json';

const wasm = readFileSync(createRequire(import.meta.url).resolve('@jitl/quickjs-wasmfile-release-sync/wasm'));

let runtime: CodeRuntime;
beforeAll(async () => {
  runtime = await createCodeRuntime(wasm);
});

const call = (code: string, more: Partial<CodeCall> = {}): CodeCall => ({
  code,
  inputs: {},
  seed: 's',
  now: Date.UTC(2024, 1, 29, 12),
  timeoutMs: 1000,
  ...more,
});

async function value(code: string, inputs: JsonObject = {}, more: Partial<CodeCall> = {}): Promise<unknown> {
  const result = await runtime.run(call(code, { inputs, ...more }));
  return result.ok ? result.value : result.error;
}

test.each([
  ['function main(inputs) { return inputs.a + 1; }', 2],
  ['const main = ({ a }) => ({ doubled: a * 2 })', { doubled: 2 }],
  ['let main = function (inputs) { return [inputs.a]; } // the end', [1]],
  ['async function main(inputs) { await null; return inputs.a; }', 1],
  ['return inputs.a + 41;', 42],
  ['const x = await Promise.resolve(5); return x + inputs.a', 6],
  ['class A { constructor() { this.x = 1; } }\nreturn new A()', { x: 1 }],
  ['return undefined', null],
  ['function main() {}', null],
  [
    'return { a: undefined, b: [undefined, null], c: new Date() }',
    { b: [null, null], c: '2024-02-29T12:00:00.000Z' },
  ],
  ['return { toJSON: () => "mine" }', 'mine'],
  ['return JSON.parse(\'{"__proto__": 1}\')', JSON.parse('{"__proto__": 1}')],
  ['return new Promise((done) => done([1]))', [1]],
  ['"use strict"; return this === undefined', true],
  ['return typeof inputs.missing', 'undefined'],
])('%s', async (code, expected) => {
  expect(await value(code, { a: 1 })).toStrictEqual(expected);
});

describe('the world inside', () => {
  test('has a fixed clock in UTC', async () => {
    const code =
      'return [Date.now(), new Date().getHours(), new Date(2024, 0, 1).toISOString(), String(new Date(0))]';
    expect(await value(code)).toEqual([
      Date.UTC(2024, 1, 29, 12),
      12,
      '2024-01-01T00:00:00.000Z',
      'Thu Jan 01 1970 00:00:00 GMT+0000',
    ]);
    expect(Date.now()).toBeGreaterThan(Date.UTC(2025, 0));
  });

  test('has randomness that the seed fixes', async () => {
    const code = 'return [Math.random(), Math.random(), Math.random()]';
    const first = await value(code);
    expect(await value(code)).toEqual(first);
    expect(await value(code, {}, { seed: 't', now: 5 })).not.toEqual(first);
    expect(new Set(first as number[]).size).toBe(3);
    for (const number of first as number[]) expect(number >= 0 && number < 1).toBe(true);
  });

  test('keeps nothing from one call to the next', async () => {
    await value('globalThis.kept = 1; Array.prototype.map = 5; JSON.stringify = () => "5"; return 1');
    expect(await value('return [typeof kept, typeof [].map, JSON.stringify(1)]')).toEqual([
      'undefined',
      'function',
      '1',
    ]);
  });

  test('has no way out', async () => {
    const names = [
      'fetch',
      'XMLHttpRequest',
      'WebSocket',
      'self',
      'window',
      'document',
      'process',
      'require',
      'Worker',
    ];
    const more = [
      'importScripts',
      'postMessage',
      'indexedDB',
      'WebAssembly',
      'setTimeout',
      'performance',
      'navigator',
    ];
    const code = `return ${JSON.stringify([...names, ...more])}.filter((name) => name in globalThis)`;
    expect(await value(code)).toEqual([]);
    expect(await value('return this.constructor.constructor("return typeof fetch")()')).toBe('undefined');
  });

  test.each([
    ['const m = await import("node:fs"); return 1', 'code/threw'],
    ['import fs from "node:fs"; return 1', 'code/syntax'],
    ['return fetch("https://example.test")', 'code/threw'],
    ['return new Function("return process")()', 'code/threw'],
  ])('%s', async (code, expected) => {
    expect(await value(code)).toMatchObject({ code: expected });
  });

  test('its console is given along', async () => {
    const result = await runtime.run(
      call('console.log("a", 1, { b: [2] }, new Error("c")); throw new Error("d")'),
    );
    expect(result).toMatchObject({ ok: false, logs: ['a 1 {"b":[2]} Error: c'] });
    const many = await runtime.run(call('for (let i = 0; i < 250; i++) console.warn(i); return 1'));
    expect(many.logs).toHaveLength(100);
    expect(many.logs.at(-1)).toBe('249');
  });
});

describe('what goes wrong is said', () => {
  test.each<[string, object]>([
    ['let a = 1;\nlet b = ;', { code: 'code/syntax', line: 2, column: 9 }],
    ['function main() {', { code: 'code/syntax', line: 1 }],
    [
      'const x = 1;\nfunction main() {\n  throw new TypeError("no");\n}',
      { code: 'code/threw', line: 3, message: 'The code threw TypeError: no (line 3)' },
    ],
    ['return inputs.a.b', { code: 'code/threw', line: 1 }],
    ['throw 5', { code: 'code/threw', message: 'The code threw 5' }],
    ['throw null', { code: 'code/threw', message: 'The code threw null' }],
    ['throw { get message() { throw 1 } }', { code: 'code/threw' }],
    ['throw Object.assign(new Error(), { get stack() { while (true); } })', { code: 'code/timeout' }],
    [
      'return Promise.reject(new Error("later"))',
      { code: 'code/threw', message: expect.stringContaining('Error: later') },
    ],
    [
      'return new Promise(() => {})',
      { code: 'code/threw', message: expect.stringContaining('nothing can settle') },
    ],
    ['const helper = () => 1;', { code: 'code/no-main' }],
    ['const main = 5;', { code: 'code/no-main' }],
    [
      'return () => 1',
      { code: 'code/not-json', message: 'A result has to be JSON, but the result is a function.' },
    ],
    [
      'return { a: [1, Symbol()] }',
      { code: 'code/not-json', message: 'A result has to be JSON, but the result.a[1] is a symbol.' },
    ],
    ['return 5n', { code: 'code/not-json' }],
    ['return 1 / 0', { code: 'code/not-json', message: expect.stringContaining('Infinity') }],
    ['return [NaN]', { code: 'code/not-json' }],
    ['const a = {}; a.a = a; return a', { code: 'code/not-json', message: expect.stringContaining('cycle') }],
    ['return new Map()', { code: 'code/not-json', message: expect.stringContaining('a Map') }],
    ['return new Uint8Array(3)', { code: 'code/not-json', message: expect.stringContaining('a Uint8Array') }],
    ['let a = []; for (let i = 0; i < 1000; i++) a = [a]; return a', { code: 'code/not-json' }],
    ['return "x".repeat(5 << 20)', { code: 'code/too-large' }],
    ['while (true) {}', { code: 'code/timeout' }],
    ['for (;;) try { while (true) {} } catch {}', { code: 'code/timeout' }],
    ['async function main() { for (;;) await null; }', { code: 'code/timeout' }],
    ['return { get a() { while (true) {} } }', { code: 'code/timeout' }],
    ['return /^(a+)+$/.test("a".repeat(50) + "b")', { code: 'code/timeout' }],
    ['const a = []; for (;;) a.push("x".repeat(1e6) + a.length)', { code: 'code/memory' }],
    ['return "x".repeat(2 ** 30)', { code: 'code/memory' }],
    ['return new Uint8Array(2 ** 30)', { code: 'code/memory' }],
    ['const main = () => main()', { code: 'code/stack' }],
    ['return JSON.parse("[".repeat(1e6))', { code: 'code/stack' }],
    ['let o = {}; for (let i = 0; i < 1e5; i++) o = { o }; return JSON.stringify(o)', { code: 'code/stack' }],
  ])('%s', async (code, expected) => {
    expect(await value(code)).toMatchObject(expected);
    // And the next call works.
    expect(await value('return inputs.n * 2', { n: 21 })).toBe(42);
  });
});
