/** A piece of a text and whether the other text has it too. */
export interface DiffPiece {
  readonly text: string;
  readonly changed: boolean;
}

/** Above this many words the texts are called different as a whole: comparing grows with the product. */
const mostWords = 600;

/** Compares two texts word by word. */
export function wordDiff(
  before: string,
  after: string,
): { readonly before: readonly DiffPiece[]; readonly after: readonly DiffPiece[] } {
  const a = before.match(/^\s+|\S+\s*/g) ?? [];
  const b = after.match(/^\s+|\S+\s*/g) ?? [];
  if (a.length > mostWords || b.length > mostWords) {
    return { before: [{ text: before, changed: true }], after: [{ text: after, changed: true }] };
  }
  const width = b.length + 1;
  const common = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const here = i * width + j;
      common[here] =
        a[i] === b[j]
          ? (common[here + width + 1] ?? 0) + 1
          : Math.max(common[here + width] ?? 0, common[here + 1] ?? 0);
    }
  }
  const left: DiffPiece[] = [];
  const right: DiffPiece[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const here = i * width + j;
    if (i < a.length && j < b.length && a[i] === b[j]) {
      add(left, a[i++] ?? '', false);
      add(right, b[j++] ?? '', false);
    } else if (j >= b.length || (i < a.length && (common[here + width] ?? 0) >= (common[here + 1] ?? 0))) {
      add(left, a[i++] ?? '', true);
    } else {
      add(right, b[j++] ?? '', true);
    }
  }
  return { before: trimmed(left), after: trimmed(right) };
}

/** White space between two changed words is part of the change, after the last one it is not. */
function trimmed(pieces: readonly DiffPiece[]): readonly DiffPiece[] {
  return pieces.flatMap((piece) => {
    const words = piece.text.trimEnd();
    if (!piece.changed || words === piece.text || words === '') return [piece];
    return [
      { text: words, changed: true },
      { text: piece.text.slice(words.length), changed: false },
    ];
  });
}

function add(pieces: DiffPiece[], text: string, changed: boolean): void {
  const last = pieces.at(-1);
  if (last?.changed === changed) pieces[pieces.length - 1] = { text: last.text + text, changed };
  else pieces.push({ text, changed });
}
