import { isList, isObject, type Json } from '../json/json';
import type { Field } from './definition';

/** Whether a value is of the JSON type a field takes, whatever is wrong inside it. */
export function isAlike(value: Json, field: Field): boolean {
  switch (field.kind) {
    case 'string':
    case 'expression':
    case 'text':
    case 'template':
    case 'id':
    case 'enum':
      return typeof value === 'string';
    case 'integer':
    case 'number':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'null':
      return value === null;
    case 'list':
    case 'steps':
      return isList(value);
    case 'values':
    case 'object':
    case 'schema':
    case 'fields':
      return isObject(value);
    case 'value':
    case 'mock':
      return true;
    case 'any-of':
      return field.of.some((choice) => isAlike(value, choice));
  }
}

/** Something empty that a field takes: what stands for a required one that is missing. */
export function emptyFor(field: Field): Json {
  switch (field.kind) {
    case 'string':
    case 'expression':
    case 'text':
    case 'template':
    case 'id':
    case 'enum':
      return '';
    case 'integer':
    case 'number':
      return field.min ?? 0;
    case 'boolean':
      return false;
    case 'null':
    case 'value':
    case 'mock':
      return null;
    case 'list':
    case 'steps':
      return [];
    case 'values':
    case 'object':
    case 'schema':
      return {};
    case 'fields': {
      const required = Object.entries(field.fields).filter(([, inner]) => inner.required);
      return Object.fromEntries(required.map(([name, inner]) => [name, emptyFor(inner)]));
    }
    case 'any-of':
      return field.of[0] ? emptyFor(field.of[0]) : null;
  }
}
