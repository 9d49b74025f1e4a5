import type { RunRecord } from '../engine/records';
import { isList, isObject, type Json, type JsonObject } from '../json/json';
import { JournalError, type Segment } from './journal';
import { isRecord } from './record-shape';

/** The records of a segment; throws a JournalError of kind `corrupt` when the text is not what was written. */
export function recordsOf(segment: Segment): readonly RunRecord[] {
  let parsed: unknown;
  try {
    parsed = listIn(segment.records);
  } catch (cause) {
    throw new JournalError('corrupt', `Segment ${segment.n} of this run is damaged.`, { cause });
  }
  if (!Array.isArray(parsed) || parsed.length !== segment.count) {
    throw new JournalError(
      'corrupt',
      `Segment ${segment.n} of this run does not hold its ${segment.count} records.`,
    );
  }
  if (!parsed.every(isRecord)) {
    throw new JournalError('corrupt', `Segment ${segment.n} of this run holds something that is no record.`);
  }
  return parsed;
}

/** The list that `textOf` was given; what is no such list comes back as it is. Throws when the text is not JSON. */
export function listIn(text: string): unknown {
  // What JSON.parse gives is JSON by its definition.
  const list = JSON.parse(text) as Json;
  if (!isList(list)) return list;
  let before: Json | undefined;
  return list.map((row) => {
    before = isObject(row) && isObject(before) && !Object.hasOwn(row, 'type') ? behind(before, row) : row;
    return before;
  });
}

/** What a row without a type tells of what comes behind an iteration or item; behind anything else it is no record. */
function behind(before: JsonObject, row: JsonObject): JsonObject {
  const { type } = before;
  const number = type === 'iteration' ? type : type === 'item' ? 'index' : undefined;
  return number === undefined ? row : { ...before, [number]: Number(before[number]) + 1, ...row };
}
