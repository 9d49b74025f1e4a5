import type { Json, JsonObject } from '../json/json';
import {
  documentFields,
  fieldsOf,
  idPattern,
  shapes,
  stepTypes,
  type Field,
  type Fields,
} from './definition';
import { commonDocs, documentDocs, fieldDocs, typeDocs } from './field-docs';
import type { StepType } from './types';

type Docs = Readonly<Record<string, string>>;

/**
 * The language as a JSON Schema (draft 7, which editors know best): what a document may look like, with
 * the text of every field. It cannot say what expressions mean.
 */
export function workflowJsonSchema(): JsonObject {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Workflow of Loop Playground',
    ...objectSchema(documentFields, documentDocs),
    definitions: {
      step: {
        type: 'object',
        required: ['type'],
        properties: { type: { enum: stepTypes } },
        allOf: stepTypes.map((type) => ({
          if: { required: ['type'], properties: { type: { const: type } } },
          then: { $ref: `#/definitions/${type}` },
        })),
      },
      ...Object.fromEntries(stepTypes.map((type) => [type, stepSchema(type)])),
    },
  };
}

function stepSchema(type: StepType): JsonObject {
  const own: Docs = fieldDocs[type];
  const { properties, ...rest } = objectSchema(fieldsOf(type), { ...own, ...commonDocs });
  const groups = shapes[type];
  return {
    description: typeDocs[type],
    ...rest,
    properties: { type: { const: type, description: typeDocs[type] }, ...properties },
    ...(groups && { oneOf: groups.map((required) => ({ required })) }),
  };
}

interface ObjectSchema extends JsonObject {
  readonly properties: JsonObject;
}

function objectSchema(fields: Fields, docs: Docs): ObjectSchema {
  const required = Object.keys(fields).filter((name) => fields[name]?.required);
  return {
    type: 'object',
    additionalProperties: false,
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(
      Object.entries(fields).map(([name, field]) => {
        const description = docs[name];
        return [name, { ...(description !== undefined && { description }), ...fieldSchema(field) }];
      }),
    ),
  };
}

function fieldSchema(field: Field): JsonObject {
  switch (field.kind) {
    case 'string':
      return { type: 'string', ...(field.pattern !== undefined && { pattern: field.pattern }) };
    case 'expression':
    case 'text':
    case 'template':
      return { type: 'string' };
    case 'id':
      return { type: 'string', pattern: idPattern };
    case 'boolean':
    case 'null':
      return { type: field.kind };
    case 'integer':
    case 'number':
      return { type: field.kind, ...(field.min !== undefined && { minimum: field.min }) };
    case 'value':
    case 'mock':
      return {};
    case 'values':
    case 'object':
    case 'schema':
      return { type: 'object' };
    case 'enum':
      return { enum: field.of };
    case 'list':
      return { type: 'array', items: fieldSchema(field.of) };
    case 'any-of':
      return { anyOf: field.of.map((choice): Json => fieldSchema(choice)) };
    case 'fields':
      return objectSchema(field.fields, {});
    case 'steps':
      return {
        type: 'array',
        ...(field.notEmpty && { minItems: 1 }),
        items: { $ref: '#/definitions/step' },
      };
  }
}
