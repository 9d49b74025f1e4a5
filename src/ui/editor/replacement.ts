/** What has to change to make one text of another: everything but their common beginning and end. */
export interface Replacement {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
  /** Less than half of the new text was there before: a different document, to be read from its beginning. */
  readonly different: boolean;
}

/** Compares two texts; `undefined` when they are the same. */
export function replacementOf(before: string, after: string): Replacement | undefined {
  if (before === after) return undefined;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let end = 0;
  while (
    end < shorter - start &&
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)
  ) {
    end += 1;
  }
  return {
    from: start,
    to: before.length - end,
    insert: after.slice(start, after.length - end),
    different: start + end < after.length / 2,
  };
}
