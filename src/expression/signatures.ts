/** How many arguments a function or method takes. */
export interface Arity {
  readonly least: number;
  readonly most: number;
}

function takes(least: number, most = least): Arity {
  return { least, most };
}

/** The host functions, look-ups aside. A map, so that `constructor` is not among them. */
export const FUNCTION_ARITY: ReadonlyMap<string, Arity> = new Map([
  ['min', takes(1, Infinity)],
  ['max', takes(1, Infinity)],
  ['sum', takes(1, Infinity)],
  ['avg', takes(1, Infinity)],
  ['abs', takes(1)],
  ['round', takes(1)],
  ['floor', takes(1)],
  ['ceil', takes(1)],
  ['sqrt', takes(1)],
  ['pow', takes(2)],
  ['number', takes(1)],
  ['string', takes(1)],
  ['boolean', takes(1)],
  ['json', takes(1)],
  ['parseJson', takes(1)],
  ['keys', takes(1)],
  ['values', takes(1)],
  ['entries', takes(1)],
  ['range', takes(1, 2)],
  ['isEmpty', takes(1)],
  ['random', takes(2)],
  ['uuid', takes(0)],
  ['now', takes(0)],
  ['fail', takes(1)],
]);

/** Methods of lists whose argument is an arrow function; `toSorted` may go without. */
export const ARROW_METHODS: ReadonlySet<string> = new Set([
  'some',
  'every',
  'filter',
  'map',
  'find',
  'findIndex',
  'toSorted',
]);

/** Every method of strings and lists. */
export const METHOD_ARITY: ReadonlyMap<string, Arity> = new Map([
  ['includes', takes(1, 2)],
  ['startsWith', takes(1, 2)],
  ['endsWith', takes(1, 2)],
  ['indexOf', takes(1, 2)],
  ['slice', takes(0, 2)],
  ['split', takes(0, 2)],
  ['trim', takes(0)],
  ['toLowerCase', takes(0)],
  ['toUpperCase', takes(0)],
  ['replaceAll', takes(2)],
  ['padStart', takes(1, 2)],
  ['repeat', takes(1)],
  ['at', takes(1)],
  ['concat', takes(0, Infinity)],
  ['join', takes(0, 1)],
  ['some', takes(1)],
  ['every', takes(1)],
  ['filter', takes(1)],
  ['map', takes(1)],
  ['find', takes(1)],
  ['findIndex', takes(1)],
  ['flat', takes(0, 1)],
  ['toSorted', takes(0, 1)],
  ['toReversed', takes(0)],
]);
