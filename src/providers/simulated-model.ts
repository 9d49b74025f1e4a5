import { fits } from '../engine/fits';
import type { ModelPort } from '../engine/ports';
import { randomFrom } from '../engine/random';
import type { Json, JsonObject } from '../json/json';
import { approval, simulatedText, tellingWords } from './simulated-text';
import type { Voice } from './simulated-text';
import { simulatedValue } from './simulated-value';

export interface SimulationRequest {
  readonly seed: string | number;
  readonly address: string;
  /** 1-based. */
  readonly attempt: number;
  readonly prompt: string;
  readonly system?: string;
  readonly schema?: JsonObject;
}

/** Values that are made until one fits: `not` and odd combinations are left to luck. */
const TRIES = 8;

/**
 * An answer that looks like a model's and depends on nothing but the request: a value that fits the
 * schema as far as one was found, else a text of a few sentences. Scores grow and approvals come with
 * the iteration that the address names, so that loops come to their end.
 */
export function simulate(request: SimulationRequest): Json {
  const { seed, address, attempt, prompt, schema } = request;
  const words = tellingWords(prompt);
  const iteration = iterationOf(address);
  const voice = (number: number): Voice => {
    const random = randomFrom(seed, 'simulated', address, attempt, prompt, request.system ?? '', number);
    return { words, iteration, random, approves: approval(iteration, random) };
  };
  if (schema === undefined) return simulatedText(voice(0));
  let value: Json = null;
  for (let number = 0; number < TRIES; number++) {
    value = simulatedValue(schema, voice(number));
    const fit = fits(schema, value);
    if (fit.ok || fit.unusable) break;
  }
  return value;
}

/** The model that answers when the person chose no other. Its answers are pure, so nothing is journaled for them. */
export const simulatedModel: ModelPort = {
  ask: (request) => ({ ok: true, value: simulate(request) }),
};

/** The innermost loop iteration of an address, 0 outside of loops. */
function iterationOf(address: string): number {
  const numbers = address.match(/\[\d+\]/g);
  return Number(numbers?.at(-1)?.slice(1, -1) ?? 0);
}
