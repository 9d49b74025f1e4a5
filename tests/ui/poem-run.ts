import poem from '../../src/examples/poem.json';
import type { IterationRow, RunSnapshot, ScopeView } from '../../src/worker/api';
import type { JsonObject } from '../../src/json/json';

/** The poem's run told by its position: four places an iteration, `write`, `review`, `keep` and the check. */
export const placesOfPoem = 24;
const steps = ['write', 'review', 'keep'] as const;

const [loop] = poem.steps;
const writes = loop!.steps[0]!.mock as readonly string[];
const reviews = loop!.steps[1]!.mock as unknown as readonly {
  score: number;
  cliche: boolean;
  note: string;
}[];

/** Best score before iteration `n`. */
function bestBefore(n: number): number {
  return reviews.slice(0, n).reduce((best, review) => Math.max(best, review.score), 0);
}

function isSkipped(n: number): boolean {
  return reviews[n]!.score <= bestBefore(n);
}

function verdict(n: number): boolean {
  return reviews[n]!.score >= 8 && !reviews[n]!.cliche;
}

export function outputOf(n: number, step: string): JsonObject | null {
  const { score, cliche, note } = reviews[n]!;
  if (step === 'write') return { response: writes[n]! };
  if (step === 'review') return { score, cliche, note };
  return isSkipped(n) ? null : { best: score, poem: writes[n]! };
}

function msOf(n: number, step: string): number {
  return step === 'write' ? 397 + ((n * 37) % 60) : step === 'review' ? 232 + ((n * 53) % 40) : 1;
}

/** Where the run is at a position: iteration, and which of its four places. */
export function placeAt(position: number): { readonly n: number; readonly part: number } {
  return { n: Math.min(5, Math.floor(position / 4)), part: position >= placesOfPoem ? 4 : position % 4 };
}

export function poemRows(
  position: number,
  status: RunSnapshot['status'],
  limit = 7,
): readonly IterationRow[] {
  const { n: at, part } = placeAt(position);
  const begun = position >= placesOfPoem ? 6 : at + 1;
  return Array.from({ length: begun }, (_, n) => {
    const whole = n < at || position >= placesOfPoem;
    const done = whole ? steps.length : Math.min(part, steps.length);
    const cells: Record<string, IterationRow['cells'][string]> = {};
    for (const step of steps.slice(0, done)) {
      const skipped = step === 'keep' && isSkipped(n);
      cells[step] = {
        status: skipped ? 'skipped' : 'done',
        ms: msOf(n, step),
        glance: skipped ? [] : glanceOf(n, step),
      };
    }
    const next = steps[done];
    if (!whole && next !== undefined) {
      cells[next] = {
        status: status === 'running' ? 'running' : 'next',
        ms: status === 'running' ? 120 : 0,
        glance: [],
      };
    }
    const stop = whole && verdict(n) ? 'until' : whole && n === limit - 1 ? 'max' : undefined;
    return {
      address: 'refine',
      loopId: 'refine',
      kind: 'iteration',
      iteration: n,
      numbers: [n],
      open: !whole,
      failed: false,
      cells,
      verdict: whole
        ? { kind: verdict(n) ? 'true' : 'false', text: String(verdict(n)) }
        : { kind: 'not-asked', text: '' },
      ...(stop ? { stop } : {}),
      ms: Object.values(cells).reduce((sum, cell) => sum + cell.ms, 0),
      startedAt: 0,
      children: 0,
      nested: [],
    };
  });
}

function glanceOf(n: number, step: string): IterationRow['cells'][string]['glance'] {
  const { score, cliche, note } = reviews[n]!;
  if (step === 'write') return [{ text: writes[n]!.replaceAll('\n', ' '), kind: 'text' }];
  if (step === 'keep') return [{ key: 'best', text: String(score), kind: 'scalar' }];
  return [
    { key: 'score', text: String(score), kind: 'scalar' },
    { key: 'cliche', text: String(cliche), kind: 'scalar' },
    { text: `“${note}`, kind: 'text' },
  ];
}

export function promptOf(n: number, step: string): { readonly text: string; readonly filled: boolean }[] {
  if (step === 'review') {
    return [
      { text: 'Score 1-10. Any cliché? ', filled: false },
      { text: writes[n]!, filled: true },
    ];
  }
  return [
    { text: 'Four lines about ', filled: false },
    { text: poem.inputs.topic, filled: true },
    { text: '. ', filled: false },
    ...(n === 0
      ? []
      : [
          { text: 'Fix: ', filled: false },
          { text: reviews[n - 1]!.note, filled: true },
        ]),
  ];
}

export function poemScope(n: number, done: number): Omit<ScopeView, 'cursor'> {
  const kept = [...Array(n + (done > 2 ? 1 : 0)).keys()].filter((k) => !isSkipped(k));
  const last = kept.at(-1);
  return {
    vars: [
      {
        owner: 'refine',
        values:
          last === undefined ? { best: 0, poem: '' } : { best: reviews[last]!.score, poem: writes[last]! },
      },
    ],
    steps: Object.fromEntries(steps.slice(0, done).map((step) => [step, outputOf(n, step)])),
    loop: { id: 'refine', iteration: n, maxIterations: 7 },
    errors: {},
    inputs: poem.inputs,
  };
}

export function explainPoem(n: number): {
  readonly value: boolean;
  readonly score: number;
  readonly cliche: boolean;
} {
  return { value: verdict(n), score: reviews[n]!.score, cliche: reviews[n]!.cliche };
}
