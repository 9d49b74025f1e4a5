import { isList, isObject, own } from '../../json/json';
import type { Json, JsonObject } from '../../json/json';

/** What is wrong with a schema's keywords: one of the wrong shape would silently allow everything. */
export function faultOf(schema: JsonObject): string | undefined {
  for (const [key, value] of Object.entries(schema)) {
    const wanted = Object.hasOwn(SHAPES, key) ? SHAPES[key] : undefined;
    if (wanted && !wanted.test(value)) return `"${key}" must be ${wanted.text}`;
  }
  return undefined;
}

/** How many entries the lists and maps of a schema's keywords have. */
export function entriesOf(schema: JsonObject): number {
  return Object.values(schema).reduce<number>((sum, value) => {
    if (isList(value)) return sum + value.length;
    return sum + (isObject(value) ? Object.keys(value).length : 1);
  }, 0);
}

/** A keyword's value when it is a number. */
export function numberAt(schema: JsonObject, key: string): number | undefined {
  const value = own(schema, key);
  return typeof value === 'number' ? value : undefined;
}

/** The strings under a keyword. */
export function namesAt(schema: JsonObject, key: string): readonly string[] {
  return listAt(schema, key).filter((name) => typeof name === 'string');
}

/** The list under a keyword; nothing when it is no list. */
export function listAt(schema: JsonObject, key: string): readonly Json[] {
  const value = own(schema, key);
  return isList(value) ? value : [];
}

interface Shape {
  readonly text: string;
  readonly test: (value: Json) => boolean;
}
const TYPES = ['null', 'boolean', 'number', 'integer', 'string', 'array', 'object'];
const number: Shape = { text: 'a number', test: (value) => typeof value === 'number' };
const size: Shape = { text: 'a number from 0', test: (value) => typeof value === 'number' && value >= 0 };
const text: Shape = { text: 'a string', test: (value) => typeof value === 'string' };
const map: Shape = { text: 'an object', test: isObject };
const list: Shape = { text: 'a list', test: isList };
const schemas: Shape = {
  text: 'a list with entries',
  test: (value) => isList(value) && value.length > 0,
};
const names: Shape = {
  text: 'a list of strings',
  test: (value) => isList(value) && value.every((name) => typeof name === 'string'),
};
const type: Shape = {
  text: `one of ${TYPES.join(', ')}, or a list of them`,
  test: (value) => (isList(value) ? value : [value]).every((name) => TYPES.some((known) => known === name)),
};
const SHAPES: Readonly<Record<string, Shape>> = {
  type,
  enum: list,
  required: names,
  properties: map,
  patternProperties: map,
  dependentSchemas: map,
  dependentRequired: map,
  allOf: schemas,
  anyOf: schemas,
  oneOf: schemas,
  prefixItems: list,
  pattern: text,
  $ref: text,
  multipleOf: { text: 'a number above 0', test: (value) => typeof value === 'number' && value > 0 },
  minimum: number,
  maximum: number,
  exclusiveMinimum: number,
  exclusiveMaximum: number,
  minLength: size,
  maxLength: size,
  minItems: size,
  maxItems: size,
  minProperties: size,
  maxProperties: size,
  minContains: size,
  maxContains: size,
};
