/** A place as people count it: both numbers begin at 1, columns are UTF-16 units. */
export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

/** Gives line and column of each offset, in the order asked, in one pass over the text. */
export function lineColumns(text: string, offsets: readonly number[]): readonly LineColumn[] {
  const order = offsets.map((offset, index) => ({ offset: Math.min(offset, text.length), index }));
  order.sort((a, b) => a.offset - b.offset);
  const places = new Array<LineColumn>(offsets.length);
  let line = 1;
  let start = 0;
  for (const { offset, index } of order) {
    for (;;) {
      const newline = text.indexOf('\n', start);
      if (newline < 0 || newline >= offset) break;
      line += 1;
      start = newline + 1;
    }
    places[index] = { line, column: offset - start + 1 };
  }
  return places;
}
