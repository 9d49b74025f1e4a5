/** Longest JSON text that a call may return, in UTF-16 units. */
export const LONGEST_RESULT = 4 * 1024 * 1024;

/**
 * Evaluated inside the sandbox before a person's code: an expression that gives a function of four
 * 32-bit seeds. It replaces `Math.random`, adds `console`, and gives what the host calls afterwards.
 * Built-ins are taken before the code can change them.
 */
export const PRELUDE = `(function (a, b, c, d) {
  'use strict';
  const { parse, stringify } = JSON;
  const { isArray } = Array;
  const { keys, getPrototypeOf, prototype } = Object;
  const { toString } = prototype;
  const text = String;
  const finite = Number.isFinite;
  const call = Function.prototype.call.bind(Function.prototype.call);
  const endless = Symbol('end');

  const next = () => {
    const sum = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 12; i++) next();
  Math.random = function random() {
    return ((next() >>> 5) * 0x4000000 + (next() >>> 6)) / 0x20000000000000;
  };

  const NOT = 'not JSON';
  const refuse = (path, what) => { throw { [NOT]: path + ' is ' + what }; };

  // A copy made of plain lists and objects, so that what is written afterwards holds no surprises.
  const plain = (value, path, above) => {
    switch (typeof value) {
      case 'undefined': return null;
      case 'boolean':
      case 'string': return value;
      case 'number': return finite(value) ? value : refuse(path, text(value) + ', which JSON has no number for');
      case 'bigint': return refuse(path, 'a BigInt; Number(…) or String(…) makes it JSON');
      case 'symbol': return refuse(path, 'a symbol');
      case 'function': return refuse(path, 'a function');
    }
    if (value === null) return null;
    for (let i = 0; i < above.length; i++) {
      if (above[i] === value) refuse(path, 'a part of itself: a cycle');
    }
    if (above.length === 500) refuse(path, 'nested more than 500 deep');
    if (typeof value.toJSON === 'function') return plain(value.toJSON(), path, above.concat([value]));
    const kind = call(toString, value).slice(8, -1);
    if (/^(?:Map|Set|WeakMap|WeakSet|Promise|ArrayBuffer|SharedArrayBuffer|DataView|RegExp)$|.Array$/.test(kind)) {
      refuse(path, (/^A/.test(kind) ? 'an ' : 'a ') + kind);
    }
    const inside = above.concat([value]);
    if (isArray(value)) {
      const list = [];
      for (let i = 0; i < value.length; i++) list[i] = plain(value[i], path + '[' + i + ']', inside);
      return list;
    }
    const object = { __proto__: null };
    const names = keys(value);
    for (let i = 0; i < names.length; i++) {
      const item = value[names[i]];
      if (item !== undefined) object[names[i]] = plain(item, path + '.' + names[i], inside);
    }
    return object;
  };

  const logs = [];
  const shown = (value) => {
    if (typeof value === 'string') return value;
    try {
      return value instanceof Error ? text(value) : text(stringify(plain(value, '', [])));
    } catch {
      return typeof value;
    }
  };
  const log = (...values) => {
    let line = '';
    for (let i = 0; i < values.length; i++) line += (i ? ' ' : '') + shown(values[i]);
    if (logs.length === 100) logs.shift();
    logs.push(line.slice(0, 1000));
  };
  globalThis.console = { log, info: log, warn: log, error: log, debug: log };

  return {
    parse,
    end: endless,
    // '+' and the JSON, or a letter and why there is none.
    result(value) {
      if (value === endless) return 'm';
      try {
        const json = stringify(plain(value, 'the result', []));
        return json.length > ${LONGEST_RESULT} ? 'l' + json.length : '+' + json;
      } catch (error) {
        if (error !== null && typeof error === 'object' && NOT in error) return 'n' + error[NOT];
        throw error;
      }
    },
    describe(error) {
      try {
        if (!(error instanceof Error)) return stringify({ message: shown(error) });
        const { name, message, stack } = error;
        return stringify({ name: text(name), message: text(message).slice(0, 2000), stack: text(stack).slice(0, 2000) });
      } catch {
        return '{}';
      }
    },
    logs: () => stringify(logs),
  };
})`;
