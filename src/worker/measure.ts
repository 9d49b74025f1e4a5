import { endOf, type ExpressionField, type Frame, stepIdOf } from '../engine';
import { addedField } from '../engine/added-field';
import type { ExpressionTree } from '../expression';
import type { Json } from '../json/json';
import type { Measured, MeasuredPage, MeasuredRow, MeasureQuery } from './api';
import type { Entry } from './entry';
import type { RunModel } from './run-model';
import { type IterationRecord, numberOf } from './iteration-record';

/** Most iterations read at once, and the longest text that is not wanted whole, in characters. */
const most = 20_000;
const longest = 60;

/** Evaluates expressions at the end of each iteration of a loop. */
export async function measure(
  entry: Entry,
  { loop, from, count, whole = false }: MeasureQuery,
  trees: readonly ExpressionTree[],
): Promise<MeasuredPage> {
  await entry.live?.flush();
  const { model, segments } = entry;
  const fields = fieldsAtEnd(model, loop, trees);
  const { first, end } = await model.history.extent(loop, segments);
  const begin = Math.max(first, from);
  const to = Math.min(end, from + Math.min(count, most)) - 1;
  const rows: MeasuredRow[] = [];
  if (to >= begin) {
    await model.history.walk(loop, begin, to, segments, {
      ended: (frame, record) => rows.push(rowOf(frame, record, fields, whole)),
    });
  }
  // Items of a foreach end in any order.
  return { first, end, rows: rows.sort((a, b) => a.iteration - b.iteration) };
}

/** Expressions as they are seen at the end of the iterations of a loop, where its `until` stands. */
function fieldsAtEnd(
  { plan }: RunModel,
  address: string,
  trees: readonly ExpressionTree[],
): readonly ExpressionField[] {
  const step = plan.byId.get(stepIdOf(address));
  if (step?.type !== 'loop' && step?.type !== 'foreach') return [];
  const position = { frame: step.inner, node: step.node };
  return trees.map((tree) => addedField(plan, position, tree, [...step.path, 'watch']));
}

function rowOf(
  frame: Frame,
  record: IterationRecord,
  fields: readonly ExpressionField[],
  whole: boolean,
): MeasuredRow {
  const verdict = record.type === 'iteration' ? record.verdict : undefined;
  const stop = record.type === 'iteration' ? record.stop : undefined;
  return {
    iteration: numberOf(record),
    ms: record.ms,
    ...(verdict !== undefined && { verdict }),
    ...(stop && { stop }),
    cells: fields.map((field) => cellOf(field, frame, endOf(record.at, record.ms, record.idle), whole)),
  };
}

function cellOf(field: ExpressionField, frame: Frame, at: number, whole: boolean): Measured {
  const address = `${frame.prefix}watch`;
  let value: Json | undefined;
  try {
    // Stored it is a copy, as the state goes on changing, but there `undefined` is null.
    if (field.evaluate(frame.scope, address, at) !== undefined) value = field.store(frame.scope, address, at);
  } catch (error) {
    return { kind: 'error', text: String(error instanceof Error ? error.message : error) };
  }
  if (value === undefined) return { kind: 'value', text: 'undefined' };
  const text = JSON.stringify(value);
  const short = whole || text.length <= longest ? text : `${text.slice(0, longest)}…`;
  const given = whole || typeof value !== 'object' || value === null;
  return { kind: 'value', text: short, ...(given && { value }) };
}
