import { isList, type Json } from '../json/json';
import type { Field } from './definition';

/** A value as a message shows it: JSON up to 24 characters, lists and objects by name. */
export function shown(value: Json): string {
  if (typeof value === 'string') {
    return '`' + JSON.stringify(value.length > 24 ? `${value.slice(0, 23)}…` : value) + '`';
  }
  if (typeof value !== 'object' || value === null) return '`' + String(value) + '`';
  const empty = isList(value) ? value.length === 0 : Object.keys(value).length === 0;
  if (isList(value)) return empty ? 'an empty list' : 'a list';
  return empty ? 'an empty object' : 'an object';
}

/** What a field has to be, as the end of "it must be …". */
export function mustBe(field: Field): string {
  switch (field.kind) {
    case 'string':
      return 'a text';
    case 'expression':
      return 'an expression, written as a text';
    case 'text':
    case 'template':
      return 'a text, which may hold `{{ }}`';
    case 'id':
      return 'the id of a loop';
    case 'boolean':
      return '`true` or `false`';
    case 'null':
      return '`null`';
    case 'value':
    case 'mock':
      return 'a value';
    case 'values':
    case 'object':
    case 'fields':
      return 'an object';
    case 'schema':
      return 'a JSON Schema, which is an object';
    case 'integer':
    case 'number': {
      const name = field.kind === 'integer' ? 'a whole number' : 'a number';
      return field.min === undefined ? name : `${name} of at least ${field.min}`;
    }
    case 'enum':
      return either(wordsOf(field));
    case 'list':
      return 'a list';
    case 'steps':
      return field.notEmpty ? 'a list of at least one step' : 'a list of steps';
    case 'any-of':
      return either(
        field.of.flatMap((choice) => (choice.kind === 'enum' ? wordsOf(choice) : [mustBe(choice)])),
      );
  }
}

function wordsOf({ of }: Field & { readonly kind: 'enum' }): readonly string[] {
  return of.map((word) => '`' + JSON.stringify(word) + '`');
}

/** "a, b or c" */
export function either(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}

/** "a `loop`", "an `if`" */
export function aStep(type: string): string {
  return `${/^[aeil]/.test(type) && type !== 'loop' ? 'an' : 'a'} \`${type}\``;
}

/** The same words as the beginning of a sentence. */
export function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A text as it stands between the quotes of a JSON string. */
export function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
