import { parseJson, type JsonDocument } from '../json/parse';
import { analyse } from './analyse';
import type { Diagnostic } from './diagnostic';
import { outlineOf, type Outline } from './outline';
import { lints } from './lints';
import { lintIds } from './lints/ids';
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

/**
 * Reads a workflow from whatever text a person wrote. Never throws: every problem is a diagnostic. While the
 * text is no JSON only that is reported, as most of the rest would follow from it.
 */
export function readWorkflow(text: string): WorkflowReading {
  const document = parseJson(text);
  const { value, problems } = document;
  const syntax: readonly Diagnostic[] = problems.map((problem) => ({ ...problem, path: [] }));
  if (value === undefined) return { document, diagnostics: syntax };
  const report = new Report(document, text);
  const { workflow, whole } = readStructure(value, report);
  const outline = workflow && outlineOf(workflow);
  const broken = syntax.some(({ severity }) => severity === 'error');
  if (workflow && outline && !broken) {
    lintIds(outline, report);
    const analysis = analyse(workflow, outline, report);
    // Where a step is missing every name may be right: what lints would say could be wrong.
    if (whole && !report.isFull) for (const lint of lints) lint(analysis);
  }
  for (const warning of syntax) report.take(warning);
  const diagnostics = broken ? syntax : report.diagnostics();
  return { document, ...(workflow && { workflow }), ...(outline && { outline }), diagnostics };
}
