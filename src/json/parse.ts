import type { Json, Path, Range } from './json';
import { DEPTH_LIMIT, TEXT_LIMIT } from './limits';
import { PlaceList } from './place-list';
import { Places, type PlaceTable } from './places';
import { type JsonProblem, ProblemList, TooManyProblems } from './problem';
import { Reader, TooDeep } from './reader';

export type { JsonProblem } from './problem';

/** What a text holds, and where. */
export interface JsonDocument {
  /** The value as far as it can be read, the best guess where there are problems; `undefined` when nothing can. */
  readonly value: Json | undefined;
  /** In the order they were met; empty when `JSON.parse` would read the text, but for members named twice. */
  readonly problems: readonly JsonProblem[];
  /** The range of the value at a path with its quotes, or of its key; `undefined` where there is none. */
  locate(path: Path, part?: 'value' | 'key'): Range | undefined;
  /**
   * A range inside the string at a path as a range of the text, exact over escapes. The whole value where it
   * is no string, the nearest place around it where there is none.
   */
  within(path: Path, range: Range): Range;
  /** The places of all values as data, from which {@link Places} finds the same elsewhere. */
  readonly table: PlaceTable;
}

/** Reads a JSON text that may be broken: what is wrong is a problem with its place, and reading goes on. */
export function parseJson(text: string): JsonDocument {
  const list = new ProblemList();
  const placeList = new PlaceList();
  const value = readAll(text, list, placeList);
  const table = placeList.table();
  const places = new Places(text, table);
  return {
    value,
    problems: list.problems,
    locate: (path, part) => places.locate(path, part),
    within: (path, range) => places.within(path, range),
    table,
  };
}

function readAll(text: string, list: ProblemList, places: PlaceList): Json | undefined {
  if (text.length > TEXT_LIMIT) {
    const message = `A text has at most ${TEXT_LIMIT.toLocaleString('en')} characters; this one has ${text.length.toLocaleString('en')}.`;
    list.error('json/too-large', message, { from: 0, to: 1 });
    return undefined;
  }
  try {
    return new Reader(text, list, places).read();
  } catch (error) {
    if (error instanceof TooManyProblems) return undefined;
    if (!(error instanceof TooDeep)) throw error;
    // Whatever came before it matters little now.
    list.problems.length = 0;
    const message = `Lists and objects nest at most ${DEPTH_LIMIT} levels.`;
    list.error('json/too-deep', message, { from: error.at, to: error.at + 1 });
    return undefined;
  }
}
