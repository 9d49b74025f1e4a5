import type { FitsPort, ModelPort } from '../engine/ports';

/** What makes up answers and what judges them: of use only to documents with models, tools or schemas. */
export interface Answers {
  readonly ask: ModelPort['ask'];
  readonly fits: FitsPort;
}

/**
 * Answers whose script is taken in when they are first asked for, or by `load`. That a worker from a blob
 * may do: the script comes from the page's own folder, which the policy allows, also in a sandboxed frame.
 * While the script cannot be had, each use says so as an error of its step and tries again.
 */
export function answersAt(address: string): Answers & { load(): Promise<void> } {
  const taken = (): Answers | undefined => {
    // Only answers-script.ts sets it.
    const scope = globalThis as { loopAnswers?: Answers };
    if (scope.loopAnswers) return scope.loopAnswers;
    try {
      importScripts(address);
    } catch {
      return undefined;
    }
    return scope.loopAnswers;
  };
  const message = 'a part of the playground could not be loaded: is the connection lost?';
  return {
    ask: (request, signal) =>
      taken()?.ask(request, signal) ?? { ok: false, error: { code: 'llm/unavailable', message } },
    fits: (schema, value) => taken()?.fits(schema, value) ?? { ok: false, message },
    async load() {
      // The development server's worker is a module, which takes in no scripts.
      if (import.meta.env.DEV) await import('./answers-script');
      else taken();
    },
  };
}
