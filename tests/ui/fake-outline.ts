import type { Checked, OutlineItem } from '../../src/worker/api';
import type { Json } from '../../src/json/json';

interface RawStep {
  readonly id?: string;
  readonly type: OutlineItem['type'];
  readonly steps?: readonly RawStep[];
  readonly maxIterations?: number | null;
}

/** A stand-in for the worker's check: right for the documents of these tests, whose ids are written out. */
export function checkText(text: string): Checked {
  let document: { name?: string; seed?: number; inputs?: Record<string, Json>; steps?: RawStep[] };
  try {
    document = JSON.parse(text) as typeof document;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      diagnostics: [{ code: 'json/syntax', severity: 'error', message, path: [], range: { from: 0, to: 1 } }],
      outline: [],
      name: '',
      semantics: 'playground',
      seed: 0,
      inputs: {},
      expressions: [],
    };
  }
  const outline: OutlineItem[] = [];
  const visit = (steps: readonly RawStep[], parent?: string, rows?: string): void => {
    for (const step of steps) {
      const id = step.id ?? step.type;
      const at = Math.max(0, text.indexOf(`"id": "${id}"`));
      const name = { from: at + 7, to: at + 7 + id.length };
      const end = text.indexOf('"id":', at + 1);
      const part = text.slice(at, end < 0 ? undefined : end);
      const field = (key: string): { from: number; to: number } | undefined => {
        const match = new RegExp(`"${key}":\\s*(?:"([^"]*)"|(\\{[^}]*\\}|[^,\\n}]+))`).exec(part);
        const value = match?.[1] ?? match?.[2];
        if (!match || value === undefined) return undefined;
        const from = at + match.index + match[0].lastIndexOf(value);
        return { from, to: from + value.length };
      };
      const ranges = Object.fromEntries(
        (['until', 'maxIterations', 'variables', 'skipIf'] as const)
          .map((key) => [key, field(key)])
          .filter(([, range]) => range),
      );
      outline.push({
        id,
        type: step.type,
        range: name,
        name,
        ...(parent === undefined ? {} : { parent }),
        ...(rows === undefined ? {} : { rows }),
        ...ranges,
        ...(step.type === 'loop' ? { limit: step.maxIterations === undefined ? 5 : step.maxIterations } : {}),
      });
      if (step.steps) visit(step.steps, id, step.type === 'loop' || step.type === 'foreach' ? id : rows);
    }
  };
  visit(document.steps ?? []);
  return {
    diagnostics: [],
    outline,
    name: document.name ?? '',
    semantics: 'playground',
    seed: document.seed ?? 0,
    inputs: document.inputs ?? {},
    expressions: [],
    workflow: JSON.parse(text) as NonNullable<Checked['workflow']>,
  };
}
