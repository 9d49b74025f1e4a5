import type { RunRecord } from '../../src/engine';
import type { Segment } from '../../src/journal/journal';
import { recordsOf } from '../../src/journal/records-of';
import { median, type Figure } from '../figure';
import { putRecords, putRows, putSegments, putSegmentsTogether } from '../journal';
import { carryOut, iterations, removeRun } from '../long-run';

/** Whole runs measured beside each reference, one after the other in turns; the first is a warm-up. */
const turns = 5;
/** As many groups as the writer hands in before the first is durable. */
const together = 6;

/** A plain way to store what a run wrote; gives milliseconds. */
interface Reference {
  readonly of: string;
  readonly put: (segments: readonly Segment[]) => Promise<number>;
  readonly bar?: Figure['bar'];
}

const references: readonly Reference[] = [
  {
    of: 'plain puts of the same records',
    put: (segments) => putRecords(segments.map(apart)),
    bar: { least: 0.7 },
  },
  { of: 'plain puts of the finished texts', put: putSegments },
  {
    of: `plain puts, ${together} segments together`,
    put: (segments) => putSegmentsTogether(segments, together),
  },
  {
    of: 'a row per iteration, 256 together',
    put: (segments) => putRows(segments.flatMap(apart).filter(isIteration)),
    bar: { least: 5 },
  },
];

/**
 * The run with everything stored, against plain ways to store the same records, texts or iterations. Each is
 * measured beside runs of its own: what a browser tidies up after a hundred thousand rows would slow down what follows.
 */
export async function stored(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const reference of references) figures.push(await against(reference));
  return figures;
}

async function against({ of, put, bar }: Reference): Promise<Figure> {
  const own: number[] = [];
  const others: number[] = [];
  let sizes: readonly Segment[] = [];
  for (let turn = 0; turn <= turns; turn += 1) {
    const run = await carryOut((event) => self.postMessage(event));
    sizes = await run.journal.segments(run.row.id, 0, Infinity);
    await removeRun(run);
    const found = sizes.flatMap(recordsOf).filter(isIteration).length;
    if (found !== iterations) throw new Error(`Only ${found} iterations were stored.`);
    const other = await put(sizes);
    if (turn === 0) continue;
    own.push(run.ms);
    others.push(other);
  }
  const perSecond = (times: readonly number[]) => ({
    value: iterations / (median(times) / 1000),
    unit: 'iterations/s',
  });
  const bytes = sizes.reduce(
    (sum, { records, checkpoint }) => sum + records.length + (checkpoint?.length ?? 0),
    0,
  );
  return {
    name: 'persisted iterations',
    subject: perSecond(own),
    reference: { ...perSecond(others), of },
    ratio: median(others.map((ms, turn) => ms / (own[turn] ?? NaN))),
    ...(bar && {
      bar,
      note: `${sizes.length} segments, ${(bytes / 1e6).toFixed(1)} MB of text, from start to durable end`,
    }),
  };
}

/** The records of a segment as if each was made by itself: read back, they share what the text says once. */
function apart(segment: Segment): readonly RunRecord[] {
  // What was JSON once is so again.
  return recordsOf(segment).map((record) => JSON.parse(JSON.stringify(record)) as RunRecord);
}

function isIteration({ type }: RunRecord): boolean {
  return type === 'iteration';
}
