import type { Json, Range } from '../../json/json';
import type { ExplainedPart, Explanation } from '../../worker/api';

/** A sub-expression with its value and its place in the document as it is now. */
export interface LocatedPart extends Range {
  readonly text: string;
  readonly value?: Json;
  readonly error?: string;
  readonly evaluated: boolean;
  readonly decides: boolean;
}

/** An explained condition found in the document. Without parts its text is not the one that was explained. */
export interface Located extends Range {
  readonly explanation: Explanation;
  readonly parts: readonly LocatedPart[];
}

/**
 * Finds an explained condition in the document: in the `until` of its loop when that still says the same,
 * else where the run's own text had it when the document still has it there. `undefined` when it is in neither.
 */
export function locate(
  explanation: Explanation,
  textAt: (range: Range) => string,
  until: Range | undefined,
): Located | undefined {
  if (until !== undefined) {
    const source = unescape(textAt(until));
    if (source.text === explanation.text) {
      const parts = explanation.parts.map((part) => ({
        ...valueOf(part),
        from: until.from + (source.offsets[part.range.from] ?? 0),
        to: until.from + (source.offsets[part.range.to] ?? 0),
      }));
      return { explanation, parts, from: until.from, to: until.to };
    }
  }
  const parts = explanation.parts.flatMap((part) => {
    const fits = part.place !== undefined && unescape(textAt(part.place)).text === part.text;
    return fits ? [{ ...valueOf(part), from: part.place.from, to: part.place.to }] : [];
  });
  const whole = parts.reduce<Range | undefined>(union, undefined);
  if (whole !== undefined && parts.length === explanation.parts.length)
    return { explanation, parts, ...whole };
  return until === undefined ? undefined : { explanation, parts: [], from: until.from, to: until.to };
}

function valueOf(part: ExplainedPart): Omit<LocatedPart, 'from' | 'to'> {
  const { text, value, error, evaluated, decides } = part;
  return {
    text,
    evaluated,
    decides,
    ...(value !== undefined && { value }),
    ...(error !== undefined && { error }),
  };
}

function union(whole: Range | undefined, part: Range): Range {
  if (whole === undefined) return { from: part.from, to: part.to };
  return { from: Math.min(whole.from, part.from), to: Math.max(whole.to, part.to) };
}

/** The text that the inside of a JSON string stands for, and where each of its characters begins in the raw text. */
function unescape(raw: string): { readonly text: string; readonly offsets: readonly number[] } {
  let text = '';
  const offsets: number[] = [];
  for (const match of raw.matchAll(/\\u[0-9a-fA-F]{4}|\\.|[^]/g)) {
    offsets.push(match.index);
    text += match[0].startsWith('\\') ? unescaped(match[0]) : match[0];
  }
  offsets.push(raw.length);
  return { text, offsets };
}

function unescaped(escape: string): string {
  const simple: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
  const kind = escape.charAt(1);
  if (kind === 'u') return String.fromCharCode(parseInt(escape.slice(2), 16));
  return simple[kind] ?? kind;
}
