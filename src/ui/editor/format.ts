/** A replacement of white space between two tokens of the document. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

const width = 80;
const deepest = 500;
const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;
const stepLists = new Set(['"steps"', '"then"', '"else"', '"cases"']);

interface Lexeme {
  readonly text: string;
  readonly from: number;
}

/**
 * Says how to lay a JSON text out: two spaces a level, lists and objects on one line where they fit 80 columns,
 * a step a line at least. Only white space changes, so numbers and escapes stay as they were written.
 * `undefined` when the text is no JSON, or nested so deeply that the page would be all indent.
 */
export function formatEdits(text: string): readonly Edit[] | undefined {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  const lexemes = [...text.matchAll(token)].map((match) => ({ text: match[0], from: match.index }));
  if (depthOf(lexemes) > deepest) return undefined;
  const gaps = wantedGaps(lexemes, lineWidths(lexemes));
  const edits: Edit[] = [];
  let end = 0;
  lexemes.forEach((lexeme, index) => {
    replaceGap(edits, text, end, lexeme.from, gaps[index] ?? '');
    end = lexeme.from + lexeme.text.length;
  });
  replaceGap(edits, text, end, text.length, text.endsWith('\n') ? '\n' : '');
  return edits;
}

function replaceGap(edits: Edit[], text: string, from: number, to: number, insert: string): void {
  if (text.slice(from, to) !== insert) edits.push({ from, to, insert });
}

function depthOf(lexemes: readonly Lexeme[]): number {
  let depth = 0;
  let most = 0;
  for (const lexeme of lexemes) {
    if (opens(lexeme)) depth += 1;
    else if (closes(lexeme)) depth -= 1;
    most = Math.max(most, depth);
  }
  return most;
}

/** Width of each list or object written on one line, by the index of its opening; infinite where it must not be. */
function lineWidths(lexemes: readonly Lexeme[]): ReadonlyMap<number, number> {
  const widths = new Map<number, number>();
  const open: { index: number; width: number; steps: boolean; nested: boolean }[] = [];
  lexemes.forEach((lexeme, index) => {
    const inside = open.at(-1);
    if (opens(lexeme)) {
      open.push({ index, width: 0, steps: isStepList(lexemes, index), nested: false });
    } else if (closes(lexeme)) {
      const ended = open.pop();
      if (ended === undefined) return;
      const around = open.at(-1);
      const empty = ended.index === index - 1;
      const multiline = !empty && (around === undefined || ended.steps || (around.steps && ended.nested));
      const own = multiline ? Infinity : ended.width + (empty ? 2 : lexeme.text === '}' ? 4 : 2);
      widths.set(ended.index, own);
      if (around === undefined) return;
      around.width += own;
      if (!empty) around.nested = true;
    } else if (inside !== undefined) {
      inside.width += lexeme.text.length + (lexeme.text === ',' || lexeme.text === ':' ? 1 : 0);
    }
  });
  return widths;
}

/** The white space that belongs before each token. */
function wantedGaps(lexemes: readonly Lexeme[], widths: ReadonlyMap<number, number>): readonly string[] {
  const gaps: string[] = [];
  const inline: boolean[] = [];
  let column = 0;
  lexemes.forEach((lexeme, index) => {
    const before = lexemes[index - 1];
    const gap = gapBefore(lexeme, before, inline);
    column = gap.startsWith('\n') ? gap.length - 1 : column + gap.length;
    gaps.push(gap);
    if (opens(lexeme)) {
      inline.push(inline.at(-1) === true || column + (widths.get(index) ?? Infinity) < width);
    } else if (closes(lexeme)) inline.pop();
    column += lexeme.text.length;
  });
  return gaps;
}

function gapBefore(lexeme: Lexeme, before: Lexeme | undefined, inline: readonly boolean[]): string {
  if (before === undefined || lexeme.text === ',' || lexeme.text === ':') return '';
  if (before.text === ':') return ' ';
  const oneLine = inline.at(-1) === true;
  if (closes(lexeme)) {
    if (opens(before)) return '';
    return oneLine ? (lexeme.text === '}' ? ' ' : '') : newline(inline.length - 1);
  }
  if (!oneLine) return newline(inline.length);
  return before.text === '[' ? '' : ' ';
}

function newline(depth: number): string {
  return `\n${'  '.repeat(depth)}`;
}

function opens(lexeme: Lexeme): boolean {
  return lexeme.text === '{' || lexeme.text === '[';
}

function closes(lexeme: Lexeme): boolean {
  return lexeme.text === '}' || lexeme.text === ']';
}

function isStepList(lexemes: readonly Lexeme[], index: number): boolean {
  if (lexemes[index]?.text !== '[' || lexemes[index - 1]?.text !== ':') return false;
  return stepLists.has(lexemes[index - 2]?.text ?? '');
}
