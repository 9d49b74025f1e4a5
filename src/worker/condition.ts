import { type Frame, scopeOf, type State, status, type StepPlan } from '../engine';
import { explain, type Explained } from '../expression/explain';
import type { CheckTrace } from './check-trace';
import type { Entry } from './entry';
import { momentOf } from './moment';
import { pastOf } from './past';
import { answerOf, type Known, knownOf, type Question } from './question';

/** A question evaluated once more; `taken`: the case before it that is taken instead, so it was not asked. */
export type Again = Explained & { readonly taken?: number };

/**
 * A question evaluated once more as its step met it in an iteration, held against what became of it. Undefined when
 * there was no such iteration.
 */
export async function conditionTrace(
  entry: Entry,
  address: string,
  iteration: number,
  question: Question,
): Promise<CheckTrace | undefined> {
  const { step } = question;
  const now = await momentOf(entry, { address, iteration });
  if (!now) return undefined;
  const known = knownOf(question, now);
  if (!known.asked) return traceOf(question, iteration, known, undefined);
  const past = await pastOf(entry.model, entry.segments, { address, iteration, stepId: step.id }, true);
  const again = past && askAgain(past.state, past.frame, question, beganAt(now.frame, step));
  return traceOf(question, iteration, known, again);
}

/** Evaluates a question in the body as it stood before its step; `at`: when that began, if it is known. */
export function askAgain(
  { lastAt }: State,
  frame: Frame,
  { step, field, number }: Question,
  at: number | undefined,
): Again {
  const scope = scopeOf(frame, step);
  const evaluate = (one: typeof field): Explained =>
    explain(one, one.trace(scope, `${frame.prefix}${step.id}`, at ?? lastAt));
  const before = step.type === 'if' ? step.whens.slice(0, number ?? 0) : [];
  const taken = before.findIndex((one) => Boolean(evaluate(one).value));
  return { ...evaluate(field), ...(taken >= 0 && { taken }) };
}

/** What is told of a question, given what became of it and what it gives once more. */
export function traceOf(
  question: Question,
  iteration: number,
  known: Known,
  again: Again | undefined,
): CheckTrace {
  const head = { iteration, when: 'before' } as const;
  const explained: Explained = { parts: [] };
  const notAsked = (instead: string): CheckTrace => ({
    ...head,
    ...{ answer: 'not-asked', explained, faded: false, instead },
  });
  if (!known.asked) return notAsked(known.instead);
  const { held } = known;
  if (again) {
    if (held === undefined && again.taken !== undefined) return notAsked(`case ${again.taken} was taken`);
    const holds = again.error ? 'failed' : Boolean(again.value);
    if (held === undefined || held === holds) {
      return { ...head, answer: answerOf(question, holds), explained: again, faded: false };
    }
  }
  if (held === undefined) return notAsked('no longer known');
  return { ...head, answer: answerOf(question, held), explained, faded: true };
}

/** When a step began; undefined when that was not kept. */
function beganAt({ open, status: how, began }: Frame, { slot }: StepPlan): number | undefined {
  return open[slot]?.at ?? ((how[slot] ?? status.none) >= status.done ? began[slot] : undefined);
}
