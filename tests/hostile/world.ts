import { expect } from 'vitest';

/** Everything that all values share: what an escape would change. */
const shared: readonly object[] = [
  ...[
    Object,
    Array,
    String,
    Number,
    Boolean,
    Function,
    Symbol,
    Map,
    Set,
    WeakMap,
    Promise,
    RegExp,
    Date,
    Error,
  ],
  ...[TypeError, RangeError, Uint8Array, ArrayBuffer, Proxy, URL],
].flatMap((constructor: object) => {
  const prototype: unknown = Reflect.get(constructor, 'prototype');
  return typeof prototype === 'object' && prototype !== null ? [constructor, prototype] : [constructor];
});
const spaces: readonly object[] = [
  JSON,
  Math,
  Reflect,
  Intl,
  Object.getPrototypeOf(function* () {}) as object,
];

/** The properties of each, with what they hold; accessors are not called. */
function picture(): readonly unknown[] {
  const parts: unknown[] = [];
  for (const object of [...shared, ...spaces]) {
    for (const key of Reflect.ownKeys(object)) {
      const held = Reflect.getOwnPropertyDescriptor(object, key);
      parts.push(object, key, held?.value, held?.get, held?.set, held?.writable, held?.enumerable);
    }
  }
  return parts;
}

const before = picture();

/** Fails when a property of anything that all values share was added, taken away or replaced. */
export function expectUnchangedWorld(): void {
  const now = picture();
  const changed = now.length === before.length ? now.findIndex((part, i) => !Object.is(part, before[i])) : 0;
  expect(changed === -1 ? 'unchanged' : String(now[changed])).toBe('unchanged');
}

/** Addresses that something tried to reach since the watch began; nothing is let out. */
export function watchNetwork(): { readonly asked: readonly string[]; end(): void } {
  const asked: string[] = [];
  const real: readonly (readonly [name: string, value: unknown])[] = [
    'fetch',
    'WebSocket',
    'EventSource',
    'XMLHttpRequest',
    'importScripts',
  ].map((name) => [name, Reflect.get(globalThis, name)]);
  for (const [name] of real) {
    Reflect.set(globalThis, name, (...args: readonly unknown[]) => {
      asked.push(`${name} ${String(args[0])}`);
      throw new TypeError('nothing is let out');
    });
  }
  return {
    asked,
    end() {
      for (const [name, value] of real) {
        if (value === undefined) Reflect.deleteProperty(globalThis, name);
        else Reflect.set(globalThis, name, value);
      }
    },
  };
}
