import { isList, isObject, own } from '../../json/json';
import type { Json, JsonObject } from '../../json/json';
import { numberAt } from './keywords';

/** Uses up some of what a check may take; false once nothing is left. */
export type Spend = (steps: number) => boolean;

/** The JSON Schema name of what a value is; whole numbers are `number` here. */
function kindOf(value: Json): 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object' {
  if (value === null) return 'null';
  if (isList(value)) return 'array';
  // What typeof gives for the JSON values that are left.
  return typeof value as 'boolean' | 'number' | 'string' | 'object';
}

/** A text that is the same for equal values, whatever the order of keys. */
export function canonical(value: Json): string {
  if (isList(value)) return `[${value.map(canonical).join()}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(own(value, key) ?? null)}`).join()}}`;
}

/** A value as a message shows it: at most some 40 characters, and no more is looked at. */
export function shown(value: Json): string {
  const text = beginning(value, 41);
  return text.length > 40 ? `${text.slice(0, 37)}…` : text;
}

/** The JSON of a value, cut anywhere after `room` characters. */
function beginning(value: Json, room: number): string {
  if (typeof value === 'string') return JSON.stringify(value.length > room ? value.slice(0, room) : value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const list = isList(value);
  let text = list ? '[' : '{';
  const add = (member: Json, key: string): void => {
    text += `${text.length > 1 ? ',' : ''}${key}${beginning(member, Math.max(1, room - text.length))}`;
  };
  if (list) {
    for (let i = 0; i < value.length && text.length <= room; i++) add(value[i] ?? null, '');
  } else {
    // Not `Object.entries`, which would make all of a large value.
    for (const key in value) {
      if (text.length > room) break;
      add(own(value, key) ?? null, `${beginning(key, room)}:`);
    }
  }
  return text + (list ? ']' : '}');
}

/** Whether two values are equal, whatever the order of keys. False also when there is nothing left to spend. */
function same(a: Json, b: Json, spend: Spend): boolean {
  if (typeof a === 'string' && typeof b === 'string') {
    return a.length === b.length && spend(1 + (a.length >> 10)) && a === b;
  }
  if (!spend(1)) return false;
  if (isList(a))
    return isList(b) && a.length === b.length && a.every((item, i) => same(item, b[i] ?? null, spend));
  if (!isObject(a)) return a === b;
  if (!isObject(b)) return false;
  const keys = Object.keys(a);
  return (
    spend(keys.length) &&
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && same(own(a, key) ?? null, own(b, key) ?? null, spend))
  );
}

/** What is wrong with the value by `type`, `const` and `enum`, as the end of a sentence: "must be …". */
export function kindProblem(schema: JsonObject, value: Json, spend: Spend): string | undefined {
  const type = own(schema, 'type');
  if (type !== undefined) {
    const wanted = isList(type) ? type : [type];
    if (!wanted.some((name) => isOfType(value, name))) return `must be ${wanted.map(typeText).join(' or ')}`;
  }
  if (Object.hasOwn(schema, 'const')) {
    const wanted = own(schema, 'const') ?? null;
    if (!same(wanted, value, spend)) return `must be ${shown(wanted)}`;
  }
  const options = own(schema, 'enum');
  if (isList(options) && !options.some((option) => same(option, value, spend))) {
    return `must be one of ${options.slice(0, 8).map(shown).join(', ')}${options.length > 8 ? ', …' : ''}`;
  }
  return undefined;
}

function isOfType(value: Json, name: Json): boolean {
  return kindOf(value) === name || (name === 'integer' && Number.isInteger(value));
}

function typeText(name: Json): string {
  if (typeof name !== 'string' || name === 'null') return 'null';
  return `${/^[aio]/.test(name) ? 'an' : 'a'} ${name}`;
}

/** What is wrong with a number by its limits. */
export function numberProblem(schema: JsonObject, value: number): string | undefined {
  const least = numberAt(schema, 'minimum');
  if (least !== undefined && value < least) return `must be at least ${least}`;
  const most = numberAt(schema, 'maximum');
  if (most !== undefined && value > most) return `must be at most ${most}`;
  const above = numberAt(schema, 'exclusiveMinimum');
  if (above !== undefined && value <= above) return `must be more than ${above}`;
  const below = numberAt(schema, 'exclusiveMaximum');
  if (below !== undefined && value >= below) return `must be less than ${below}`;
  const unit = numberAt(schema, 'multipleOf');
  if (unit !== undefined && unit > 0 && !isMultiple(value, unit)) return `must be a multiple of ${unit}`;
  return undefined;
}

/** 0.3 is a multiple of 0.1, though not in binary. */
function isMultiple(value: number, unit: number): boolean {
  const times = value / unit;
  return Math.abs(times - Math.round(times)) <= 1e-14 * Math.abs(times);
}

/** What is wrong with a string by its length and `format`; lengths count characters, not UTF-16 units. */
export function stringProblem(schema: JsonObject, value: string, spend: Spend): string | undefined {
  const least = numberAt(schema, 'minLength');
  const most = numberAt(schema, 'maxLength');
  if (least !== undefined || most !== undefined) {
    const length = characters(value, spend);
    if (least !== undefined && length < least) return `must have at least ${count(least, 'character')}`;
    if (most !== undefined && length > most) return `must have at most ${count(most, 'character')}`;
  }
  const format = own(schema, 'format');
  if (typeof format === 'string' && Object.hasOwn(FORMATS, format) && !FORMATS[format]?.test(value)) {
    return `must be written as ${format}`;
  }
  return undefined;
}

function characters(text: string, spend: Spend): number {
  let number = 0;
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- a character is counted, whatever it is
  if (spend(text.length >> 4)) for (const _ of text) number += 1;
  return number;
}

/** Formats with a short test that cannot run away; others are notes for people, as the standard allows. */
const FORMATS: Readonly<Record<string, RegExp>> = {
  date: /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/,
  time: /^(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i,
  'date-time':
    /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])[t ](?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i,
  uuid: /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i,
  email: /^[^\s@]{1,64}@[^\s@]{1,253}$/,
  uri: /^[a-z][a-z\d+.-]*:[^\s]*$/i,
  ipv4: /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/,
};

/** "1 item", "2 items". */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
