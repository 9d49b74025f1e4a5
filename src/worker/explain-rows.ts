import { type ExpressionField, type Frame, locateFrame, stepIdOf } from '../engine';
import { explainedParts } from '../expression/explain';
import type { Json } from '../json/json';
import type { Condition, ExplainCell, ExplainRow, ExplainRows, Explanation } from './api';
import { checkAfter, checkBefore, type CheckTrace, earlierCheck } from './check-trace';
import { conditionTrace } from './condition';
import { conditionTraces } from './condition-rows';
import type { Entry } from './entry';
import { explanationOf } from './explanation';
import { withOrigins } from './origins';
import { questionOf } from './question';

/** Most rows given at once, and the longest value in a cell, in characters. */
const mostRows = 500;
const longest = 60;

/**
 * Why the loop went on or stopped in an iteration, or why a condition in its body held or not; undefined when that
 * was not asked there, or the document has no such condition.
 */
export async function explain(
  entry: Entry,
  address: string,
  iteration: number,
  condition?: Condition,
): Promise<Explanation | undefined> {
  const { model } = entry;
  if (condition && condition.field !== 'until') {
    const question = questionOf(model, condition);
    const trace = question && (await conditionTrace(entry, address, iteration, question));
    const explanation = trace && explanationOf(model, address, question.field, trace);
    return explanation && withOrigins(entry, explanation, question.field.expr, condition);
  }
  const until = untilOf(entry, address);
  if (!until) return undefined;
  await entry.live?.flush();
  let found: Explanation | undefined;
  await checks(entry, address, until, iteration, iteration, (_, check) => {
    found ??= explanationOf(model, address, until, check);
  });
  return found && withOrigins(entry, found, until.expr, undefined);
}

/** The checks of a loop, or what became of a condition in its body, a row an iteration. Undefined when there is none. */
export async function explainRows(
  entry: Entry,
  address: string,
  from: number,
  count: number,
  condition?: Condition,
): Promise<ExplainRows | undefined> {
  const ofStep = condition && condition.field !== 'until' ? condition : undefined;
  const question = ofStep && questionOf(entry.model, ofStep);
  const field = ofStep ? question?.field : untilOf(entry, address);
  if (!field) return undefined;
  const parts = explainedParts(field);
  await entry.live?.flush();
  const { model, segments } = entry;
  // Of the document there is one.
  const { first, end: finished } =
    address === '' ? { first: 0, end: 1 } : await model.history.extent(address, segments);
  const begin = Math.max(first, from);
  const rows: ExplainRow[] = [];
  let end = finished;
  // One more than what was finished: a check before an iteration can be the last thing that happens.
  const to = Math.min(begin + Math.min(count, mostRows) - 1, finished);
  if (question) {
    if (address !== '' && locateFrame(entry.state, address, end)) end += 1;
    for (const check of await conditionTraces(entry, address, question, begin, Math.min(to, end - 1)))
      rows.push(rowOf(check));
  } else {
    await checks(entry, address, field, begin, to, (_, check) => {
      end = Math.max(end, check.iteration + 1);
      rows.push(rowOf(check));
    });
  }
  return { loopId: stepIdOf(address), text: field.source, parts, first, end, rows };
}

/** Visits the check that counts in each iteration of what is stored: the one after it, or the one before it where that is all there is. */
async function checks(
  entry: Entry,
  address: string,
  until: ExpressionField,
  from: number,
  to: number,
  visit: (frame: Frame, check: CheckTrace) => void,
): Promise<void> {
  const { model, segments } = entry;
  const step = model.plan.byId.get(stepIdOf(address));
  const before = step?.type === 'loop' && step.check === 'before';
  await model.history.walk(address, from, to, segments, {
    ...(before && {
      begun: (frame) => visit(frame, checkBefore(model, frame, until)),
      underWay: (frame) => visit(frame, earlierCheck(frame)),
    }),
    ended: (frame, record) => {
      if (!before) visit(frame, checkAfter(model, frame, until, record));
    },
    over: (frame) => {
      if (!before) visit(frame, checkBefore(model, frame, until));
    },
  });
}

function untilOf(entry: Entry, address: string): ExpressionField | undefined {
  const step = entry.model.plan.byId.get(stepIdOf(address));
  return step?.type === 'loop' ? step.until : undefined;
}

function rowOf({ iteration, when, answer, explained, instead, faded }: CheckTrace): ExplainRow {
  const { value, error, parts } = explained;
  const text = instead ?? (error ? 'error' : shown(value));
  const cells = faded
    ? []
    : parts.map((part): ExplainCell => {
        const { decides } = part;
        if (!part.evaluated) return { kind: 'unseen', text: '', decides };
        if (part.error !== undefined) return { kind: 'error', text: part.error, decides };
        return { kind: 'value', text: shown(part.value), decides };
      });
  return { iteration, when, answer, text, cells };
}

function shown(value: Json | undefined): string {
  if (typeof value === 'string') {
    const text = JSON.stringify(value.slice(0, longest));
    return value.length > longest ? `${text.slice(0, -1)}…"` : text;
  }
  const text = value === undefined ? 'undefined' : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
