import type { Json } from '../../src/json/json';
import type { ExplainRow, ExplainRows, Explanation, SeriesPage, SeriesQuery } from '../../src/worker/api';
import { explainPoem } from './poem-run';

/** What is known here of the run of the poem. */
interface Explained {
  readonly text: string;
  readonly scene?: unknown;
  readonly position: number;
  readonly limit: number;
}

/** The checks of the poem that have been made. */
export function explainRowsOf(
  run: Explained | undefined,
  loop: string,
  from: number,
  count: number,
): ExplainRows | undefined {
  const whole = explainOf(run, loop, 0);
  if (!run || !whole) return undefined;
  const begun = Math.min(run.limit, Math.floor(run.position / 4));
  const rows = Array.from({ length: Math.max(0, Math.min(count, begun - from)) }, (_, n): ExplainRow => {
    const one = explainOf(run, loop, from + n)!;
    return {
      iteration: from + n,
      when: 'after',
      answer: one.answer,
      text: JSON.stringify(one.value),
      cells: one.parts.map(({ value, evaluated, decides }) => ({
        kind: evaluated ? 'value' : 'unseen',
        text: evaluated ? JSON.stringify(value) : '',
        decides,
      })),
    };
  });
  const parts = whole.parts.map(({ range, text }) => ({ range, text }));
  return { loopId: whole.loopId, text: whole.text, parts, first: 0, end: begun, rows };
}

/** Why the poem goes on in an iteration. */
export function explainOf(
  run: Explained | undefined,
  loop: string,
  iteration: number,
): Explanation | undefined {
  if (!run || run.scene || iteration > 5) return undefined;
  const { value, score, cliche } = explainPoem(iteration);
  const text = 'steps.review.score >= 8 && !steps.review.cliche';
  const start = run.text.indexOf(text);
  const part = (
    source: string,
    of: Json,
    decides: boolean,
    evaluated = true,
  ): Explanation['parts'][number] => {
    const from = text.indexOf(source);
    const range = { from, to: from + source.length };
    return {
      range,
      text: source,
      ...(evaluated ? { value: of } : {}),
      evaluated,
      decides,
      place: { from: start + range.from, to: start + range.to },
    };
  };
  const enough = score >= 8;
  return {
    loopId: 'refine',
    address: loop,
    iteration,
    text,
    value,
    answer: value ? 'stops' : 'goes-on',
    parts: [
      part('steps.review.score', score, !enough),
      part('steps.review.score >= 8', enough, !enough),
      part('steps.review.cliche', cliche, enough, enough),
      part('!steps.review.cliche', !cliche, enough, enough),
      part(text, value, true),
    ],
    sentence: value
      ? 'Stops because `steps.review.score >= 8` is `true` and `!steps.review.cliche` is `true`'
      : enough
        ? 'Goes on because `!steps.review.cliche` is `false`; `steps.review.score >= 8` is `true`'
        : 'Goes on because `steps.review.score >= 8` is `false`',
    when: 'after',
  };
}

/** The scores of the poem, and the best one so far. */
export function seriesOf(run: Explained | undefined, query: SeriesQuery): SeriesPage | undefined {
  if (!run || run.scene) return undefined;
  const end = Math.min(run.limit, Math.floor(run.position / 4));
  const scores = Array.from({ length: end }, (_, n) => explainPoem(n).score);
  const lines = query.names.map((name) => {
    const values = scores.map((score, n) =>
      name === 'vars.best' ? Math.max(...scores.slice(0, n + 1)) : score,
    );
    return { name, low: values.slice(query.from), high: values.slice(query.from) };
  });
  const verdicts = scores.map((_, n) => String(explainPoem(n).value)).slice(query.from);
  return {
    names: ['steps.review.score', 'vars.best'],
    first: 0,
    end,
    from: query.from,
    whole: end,
    lines,
    failed: [],
    verdicts,
  };
}
