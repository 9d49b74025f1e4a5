import type { Json, JsonObject } from '../json/json';

/** The rule books a document can choose. */
export type SemanticsName = 'playground' | 'smithers' | 'dify' | 'conductor';
export type CheckTime = 'after' | 'before' | 'before-and-after' | 'each-step';
export type OnMaxReached = 'return-last' | 'fail';

export interface Workflow {
  readonly $schema?: string;
  readonly name?: string;
  readonly description?: string;
  readonly semantics?: SemanticsName;
  readonly inputs?: JsonObject;
  readonly variables?: JsonObject;
  readonly seed?: string | number;
  readonly steps: readonly Step[];
  readonly outputs?: JsonObject;
}

export interface Retry {
  readonly maxAttempts?: number;
  /** Milliseconds before the second attempt; 0 when absent. */
  readonly delayMs?: number;
  /** Factor between one delay and the next; 1 when absent. */
  readonly backoff?: number;
}

export type OnError = 'fail' | 'continue' | { readonly output: Json };

interface StepBase {
  readonly id?: string;
  readonly title?: string;
  readonly skipIf?: string;
  readonly onError?: OnError;
  readonly outputSchema?: JsonObject;
}
interface Timed {
  readonly timeoutMs?: number;
}
interface Retried extends Timed {
  readonly retry?: Retry;
}

export interface LoopStep extends StepBase, Timed {
  readonly type: 'loop';
  readonly until?: string;
  readonly check?: CheckTime;
  readonly maxIterations?: number | null | string;
  readonly onMaxReached?: OnMaxReached;
  readonly variables?: JsonObject;
  readonly continueAsNewEvery?: number;
  readonly steps: readonly Step[];
}
export interface ForeachStep extends StepBase, Timed {
  readonly type: 'foreach';
  readonly items: string | readonly Json[];
  readonly steps: readonly Step[];
  readonly parallel?: boolean | number;
  readonly onItemError?: 'fail' | 'continue' | 'drop';
}
export interface SequenceStep extends StepBase {
  readonly type: 'sequence';
  readonly steps: readonly Step[];
}
export interface ParallelStep extends StepBase, Timed {
  readonly type: 'parallel';
  readonly steps: readonly Step[];
  readonly maxConcurrency?: number;
}
export interface IfCase {
  readonly when: string;
  readonly steps: readonly Step[];
}
export interface IfStep extends StepBase {
  readonly type: 'if';
  readonly cases?: readonly IfCase[];
  readonly when?: string;
  readonly then?: readonly Step[];
  readonly else?: readonly Step[];
}
export interface SetStep extends StepBase {
  readonly type: 'set';
  readonly values: JsonObject;
}
export interface ComputeStep extends StepBase {
  readonly type: 'compute';
  readonly value: Json;
}
export interface TemplateStep extends StepBase {
  readonly type: 'template';
  readonly template: string;
}
export interface CodeStep extends StepBase, Retried {
  readonly type: 'code';
  readonly language?: 'javascript';
  readonly code: string;
  readonly inputs?: JsonObject;
}
export interface LlmStep extends StepBase, Retried {
  readonly type: 'llm';
  readonly prompt: string;
  readonly system?: string;
  readonly model?: string;
  readonly mock?: Json;
}
export interface HttpStep extends StepBase, Retried {
  readonly type: 'http';
  readonly method?: string;
  readonly url: string;
  readonly headers?: JsonObject;
  readonly body?: Json;
  readonly mock?: Json;
}
export interface ToolStep extends StepBase, Retried {
  readonly type: 'tool';
  readonly name: string;
  readonly inputs?: JsonObject;
  readonly mock?: Json;
}
export interface WaitStep extends StepBase, Retried {
  readonly type: 'wait';
  readonly ms: number | string;
}
export interface ExitStep extends StepBase {
  readonly type: 'exit';
  readonly loop?: string;
  readonly when?: string;
}
export interface NextStep extends StepBase {
  readonly type: 'next';
  readonly loop?: string;
  readonly when?: string;
}
export interface FailStep extends StepBase {
  readonly type: 'fail';
  readonly message: string;
}

export type Step =
  | LoopStep
  | ForeachStep
  | SequenceStep
  | ParallelStep
  | IfStep
  | SetStep
  | ComputeStep
  | TemplateStep
  | CodeStep
  | LlmStep
  | HttpStep
  | ToolStep
  | WaitStep
  | ExitStep
  | NextStep
  | FailStep;

export type StepType = Step['type'];
