import { answerJson } from '../../../src/engine/answer';
import { fits } from '../../../src/engine/fits';
import { renderText } from '../../../src/expression';
import { isObject, type Json } from '../../../src/json/json';
import type { HttpStep, LlmStep, ToolStep } from '../../../src/workflow/types';
import { Failure, fill, render, type Scope } from './evaluate';

/** An attempt as a run lists it. */
export interface Attempt {
  readonly stepId: string;
  readonly address: string;
  readonly attempt: number;
  readonly prompt?: string;
}

/** Numbers the calls of each step; inside an item of a parallel foreach by the formula of rule 27. */
export class Numbering {
  private readonly next = new Map<string, number>();
  private readonly inside:
    { readonly outer: Numbering; readonly of: number; readonly index: number } | undefined;

  constructor(inside?: { readonly outer: Numbering; readonly of: number; readonly index: number }) {
    this.inside = inside;
  }

  take(id: string): number {
    const local = this.next.get(id) ?? 0;
    this.next.set(id, local + 1);
    return this.number(id, local);
  }

  private number(id: string, local: number): number {
    if (!this.inside) return local;
    const { outer } = this.inside;
    return outer.number(id, this.place(id, local));
  }

  private place(id: string, local: number): number {
    const { outer, of, index } = this.inside!;
    return (outer.next.get(id) ?? 0) + local * of + index;
  }

  /** After the items: the next number is one more than the highest that was used. */
  join(items: readonly Numbering[]): void {
    const highest = new Map<string, number>();
    for (const item of items) {
      for (const [id, count] of item.next) {
        highest.set(id, Math.max(highest.get(id) ?? 0, item.place(id, count - 1) + 1));
      }
    }
    highest.forEach((next, id) => this.next.set(id, next));
  }
}

/** Asks, as often as it has to. */
export function effect(
  step: LlmStep | ToolStep | HttpStep,
  id: string,
  scope: Scope,
  numbering: Numbering,
  calls: Attempt[],
): Json {
  const prompt = request(step, scope);
  const { attempts, attemptsWithSchema } = scope.program.rules;
  const most = step.retry ? (step.retry.maxAttempts ?? 1) : step.outputSchema ? attemptsWithSchema : attempts;
  const address = scope.frame.address(id);
  for (let attempt = 1; ; attempt++) {
    const call = numbering.take(id);
    calls.push({ stepId: id, address, attempt, ...(prompt !== undefined && { prompt }) });
    try {
      return accepted(step, answer(step, scope, call, prompt ?? ''));
    } catch (error) {
      if (!(error instanceof Failure) || attempt >= most) throw error;
    }
  }
}

function request(step: LlmStep | ToolStep | HttpStep, scope: Scope): string | undefined {
  switch (step.type) {
    case 'llm': {
      const prompt = render(scope, step.prompt);
      if (step.system !== undefined) render(scope, step.system);
      return prompt;
    }
    case 'tool':
      fill(scope, step.inputs ?? {});
      return undefined;
    case 'http':
      render(scope, step.url);
      fill(scope, step.headers ?? {});
      fill(scope, step.body ?? null);
      return undefined;
  }
}

function answer(step: LlmStep | ToolStep | HttpStep, scope: Scope, call: number, prompt: string): Json {
  const { mock } = step;
  if (mock === undefined || (Array.isArray(mock) && mock.length === 0)) {
    if (step.type !== 'llm') throw new Error('only models answer without a mock here');
    return step.outputSchema ? {} : `re: ${prompt}`;
  }
  const list = Array.isArray(mock) ? (mock as readonly Json[]) : undefined;
  const value = list ? list[Math.min(call, list.length - 1)]! : fill(scope, mock);
  if (isObject(value) && Object.keys(value).join() === 'error')
    throw new Failure('step/mocked-error', renderText(value.error));
  return value;
}

function accepted(step: LlmStep | ToolStep | HttpStep, value: Json): Json {
  if (step.type === 'llm' && !step.outputSchema) return { response: renderText(value) };
  if (!step.outputSchema) return value;
  const output = step.type === 'llm' && typeof value === 'string' ? answerJson(value) : value;
  if (output === undefined) throw new Failure('llm/no-json', 'no JSON');
  const fit = fits(step.outputSchema, output);
  if (!fit.ok) throw new Failure('step/output-schema', fit.message);
  return output;
}
