import type { Step, Workflow } from '../../workflow/types';

/** Origins that a workflow's `http` steps name in their own text and have no `mock` for. */
export function originsOf(workflow: Workflow | undefined): readonly string[] {
  const found = new Set<string>();
  const visit = (steps: readonly Step[] | undefined): void => {
    for (const step of steps ?? []) {
      if (step.type === 'http' && step.mock === undefined) {
        const origin = originOf(step.url);
        if (origin !== undefined) found.add(origin);
      }
      if ('steps' in step) visit(step.steps);
      if (step.type === 'if') {
        for (const branch of step.cases ?? []) visit(branch.steps);
        visit(step.then);
        visit(step.else);
      }
    }
  };
  visit(workflow?.steps);
  return [...found];
}

/** Origin of an address whose host holds no template. */
export function originOf(url: string): string | undefined {
  const host = /^https?:\/\/[^/?#{}]+(?=[/?#]|$)/i.exec(url)?.[0];
  return host !== undefined && URL.canParse(host) ? new URL(host).origin : undefined;
}

/** Where a workflow's answers come from, in two words; empty when no step asks for any. */
export function answersOf(workflow: Workflow | undefined): string {
  const text = JSON.stringify(workflow?.steps ?? []);
  if (!/"type":"(?:llm|tool|http)"/.test(text)) return '';
  return text.includes('"mock":') ? 'Mock answers' : 'Simulated answers';
}
