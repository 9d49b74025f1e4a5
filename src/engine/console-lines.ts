/** Characters of its console that are kept of one attempt. */
const most = 4000;

/** The last lines of a console, as many as have room in a record; `…` stands for those before them. */
export function lastLines(lines: readonly string[]): readonly string[] {
  let room = most;
  let first = lines.length;
  while (first > 0) {
    room -= lines[first - 1]?.length ?? 0;
    if (room < 0) break;
    first -= 1;
  }
  return first === 0 ? lines : ['…', ...lines.slice(first)];
}
