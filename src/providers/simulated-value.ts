import { listAt, namesAt, numberAt } from '../engine/schema/keywords';
import { resolveReference } from '../engine/schema/references';
import { isList, isObject, own } from '../json/json';
import type { Json, JsonObject } from '../json/json';
import { simulatedBoolean, simulatedChoice, simulatedNumber, simulatedString } from './simulated-scalars';
import { approval, pick } from './simulated-text';
import type { Voice } from './simulated-text';

/** Below this only what is required is made, and two levels further nothing that could go on. */
const DEEP = 5;
/** Values one answer is made of, so that schemas that ask for millions get fewer. */
const MOST = 2000;

/** A value that fits a schema as well as can be told by looking at it from above; names guide what it is. */
export function simulatedValue(schema: JsonObject, voice: Voice): Json {
  return new Maker(schema, voice).value(schema, '', 0);
}

class Maker {
  private readonly root: JsonObject;
  private voice: Voice;
  private left = MOST;
  /** Steps that looking for what is referred to by name may take. */
  private steps = 200_000;

  constructor(root: JsonObject, voice: Voice) {
    this.root = root;
    this.voice = voice;
  }

  value(given: Json | undefined, name: string, depth: number): Json {
    if (--this.left < 0 || depth > 4 * DEEP || !isObject(given)) return given === false ? null : 'simulated';
    const schema = this.flat(given, depth);
    if (Object.hasOwn(schema, 'const')) return own(schema, 'const') ?? null;
    const options = listAt(schema, 'enum');
    if (options.length > 0) return simulatedChoice(options, this.voice);
    switch (this.typeOf(schema, depth)) {
      case 'null':
        return null;
      case 'boolean':
        return simulatedBoolean(name, this.voice);
      case 'number':
        return simulatedNumber(schema, name, false, this.voice);
      case 'integer':
        return simulatedNumber(schema, name, true, this.voice);
      case 'array':
        return this.list(schema, name, depth);
      case 'object':
        return this.object(schema, depth);
      default:
        return simulatedString(schema, name, this.voice);
    }
  }

  /** The schema with what it refers to and one of each choice laid over it. */
  private flat(schema: JsonObject, depth: number): JsonObject {
    let flat: JsonObject = schema;
    for (let rounds = 0; rounds < 10; rounds++) {
      const { $ref, $dynamicRef, allOf, anyOf, oneOf, ...rest } = flat;
      const reference = $ref ?? $dynamicRef;
      const parts: Json[] = isList(allOf) ? [...allOf] : [];
      if (typeof reference === 'string')
        parts.push(resolveReference(this.root, reference, (steps) => (this.steps -= steps) > 0) ?? true);
      for (const choice of [anyOf, oneOf]) if (isList(choice)) parts.push(this.chosen(choice, depth));
      if (parts.length === 0) return flat;
      flat = parts.filter(isObject).reduce(merged, rest);
    }
    return flat;
  }

  private chosen(options: readonly Json[], depth: number): Json {
    const real = options.filter((option) => !isObject(option) || own(option, 'type') !== 'null');
    // Deep down the simplest is taken, or trees would never end.
    const usable = depth < DEEP && real.length > 0 ? real : options;
    const [first = true, ...rest] = usable;
    if (depth < DEEP) return pick(this.voice.random, [first, ...rest]);
    return (
      usable.find(
        (option) => isObject(option) && !/"(?:\$ref|properties|items)"/.test(JSON.stringify(option)),
      ) ?? first
    );
  }

  private typeOf(schema: JsonObject, depth: number): string {
    const type = own(schema, 'type');
    const types = isList(type) ? type : [type];
    const named = types.filter((name) => typeof name === 'string');
    if (depth > DEEP + 2 && named.includes('null')) return 'null';
    const first = named.find((name) => name !== 'null') ?? named[0];
    if (first !== undefined) return first;
    const has = (...keys: readonly string[]): boolean => keys.some((key) => Object.hasOwn(schema, key));
    if (has('properties', 'required', 'additionalProperties', 'minProperties', 'patternProperties'))
      return 'object';
    if (has('items', 'prefixItems', 'minItems', 'contains')) return 'array';
    if (has('minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf')) return 'number';
    return 'string';
  }

  private list(schema: JsonObject, name: string, depth: number): Json {
    const least = numberAt(schema, 'minItems') ?? 0;
    const most = numberAt(schema, 'maxItems') ?? Infinity;
    const prefix = listAt(schema, 'prefixItems');
    const wanted = depth > DEEP ? 0 : Math.max(prefix.length, 2 + Math.floor(this.voice.random() * 2));
    const length = Math.min(Math.max(wanted, least), most);
    const items: Json[] = [];
    const keys = new Set<string>();
    // Each item is judged for itself.
    const whole = this.voice;
    const contained = Object.hasOwn(schema, 'contains') ? (numberAt(schema, 'minContains') ?? 1) : 0;
    // Twice as many tries as items, as some may come out the same where none may.
    for (
      let tries = 0;
      items.length < Math.max(length, contained) && tries < 2 * length + 20 && this.left > 0;
      tries++
    ) {
      const i = items.length;
      const part =
        i < prefix.length ? prefix[i] : i < contained ? own(schema, 'contains') : own(schema, 'items');
      if (part === false) break;
      this.voice = { ...whole, approves: approval(whole.iteration, whole.random) };
      const item = this.value(part ?? { type: 'string' }, name.replace(/s$/, ''), depth + 1);
      this.voice = whole;
      if (own(schema, 'uniqueItems') === true && keys.has(JSON.stringify(item))) continue;
      keys.add(JSON.stringify(item));
      items.push(item);
    }
    return items;
  }

  private object(schema: JsonObject, depth: number): Json {
    const properties = objectAt(schema, 'properties');
    const required = namesAt(schema, 'required');
    const rest = own(schema, 'additionalProperties') ?? own(schema, 'unevaluatedProperties');
    const entries = new Map<string, Json>();
    const add = (key: string): void => {
      if (entries.has(key)) return;
      entries.set(
        key,
        this.value(own(properties, key) ?? (isObject(rest) ? rest : { type: 'string' }), key, depth + 1),
      );
    };
    for (const key of Object.keys(properties)) {
      const part = own(properties, key);
      if (part !== false && (depth < DEEP || required.includes(key))) add(key);
    }
    required.forEach(add);
    const least = Math.max(
      numberAt(schema, 'minProperties') ?? 0,
      isObject(rest) && entries.size === 0 && depth < DEEP ? 2 : 0,
    );
    for (let i = 0; entries.size < least && i < 100; i++) add(this.voice.words[i] ?? `field${i + 1}`);
    const most = numberAt(schema, 'maxProperties') ?? Infinity;
    const kept = [...entries].filter(([key], i) => i < most || required.includes(key));
    return Object.fromEntries(kept);
  }
}

/** What both say: keywords of the second win, properties and required names add up, limits narrow. */
function merged(base: JsonObject, part: JsonObject): JsonObject {
  const both: Record<string, Json> = { ...base, ...part };
  for (const key of ['properties', '$defs', 'patternProperties']) {
    if (Object.hasOwn(base, key) && Object.hasOwn(part, key)) {
      both[key] = { ...objectAt(base, key), ...objectAt(part, key) };
    }
  }
  if (Object.hasOwn(base, 'required'))
    both['required'] = [...namesAt(base, 'required'), ...namesAt(part, 'required')];
  for (const [key, tighter] of LIMITS) {
    const a = numberAt(base, key);
    const b = numberAt(part, key);
    if (a !== undefined && b !== undefined) both[key] = tighter(a, b);
  }
  return both;
}

const LIMITS: readonly (readonly [string, (a: number, b: number) => number])[] = [
  ...['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'].map(
    (key) => [key, Math.max] as const,
  ),
  ...['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'].map(
    (key) => [key, Math.min] as const,
  ),
];

function objectAt(schema: JsonObject, key: string): JsonObject {
  const value = own(schema, key);
  return isObject(value) ? value : {};
}
