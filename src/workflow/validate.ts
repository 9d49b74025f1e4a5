import type { Json } from '../json/json';
import type { JsonDocument } from '../json/parse';
import type { Diagnostic } from './diagnostic';
import { outlineOf, type Outline } from './outline';
import { Report } from './report';
import { readStructure } from './structure';
import type { Workflow } from './types';

/** What the language says about a text. */
export interface WorkflowReading {
  readonly document: JsonDocument;
  /**
   * Present when the text holds a list of steps. Every field in it has its type: what had not was left
   * out and reported, so with an error among the diagnostics it can be outlined but must not be run.
   */
  readonly workflow?: Workflow;
  readonly outline?: Outline;
  /** In the order of the text, at most 200 and one that counts the rest. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a workflow from whatever text a person wrote. Never throws: every problem is a diagnostic. */
export function readWorkflow(text: string): WorkflowReading {
  const document = parse(text);
  const report = new Report(document);
  const { workflow } = readStructure(document.value ?? null, report);
  const diagnostics = report.diagnostics();
  if (!workflow) return { document, diagnostics };
  return { document, workflow, outline: outlineOf(workflow), diagnostics };
}

function parse(text: string): JsonDocument {
  let value: Json = null;
  try {
    value = JSON.parse(text) as Json; // JSON.parse gives JSON
  } catch {
    value = null;
  }
  return { value, problems: [], locate: () => undefined, within: () => undefined } as unknown as JsonDocument;
}
