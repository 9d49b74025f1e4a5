import { isList, isObject, own } from '../json/json';
import { parseJson, type JsonDocument } from '../json/parse';
import { outlineOf, type Outline } from './outline';
import type { Workflow } from './types';

/** A workflow that may be run, with the places of its text. */
export interface CheckedWorkflow {
  readonly document: JsonDocument;
  readonly workflow: Workflow;
  readonly outline: Outline;
}

/**
 * Reads a text again in which `readWorkflow` found no error, without what only finds errors. Nothing is said
 * about other texts, but that `undefined` is given for those that hold no list of steps.
 */
export function readChecked(text: string): CheckedWorkflow | undefined {
  const document = parseJson(text);
  const { value } = document;
  if (value === undefined || !isObject(value) || !isList(own(value, 'steps'))) return undefined;
  // The check compared every field with its type; fields that it only warned of are never read.
  const workflow = value as unknown as Workflow;
  return { document, workflow, outline: outlineOf(workflow) };
}
