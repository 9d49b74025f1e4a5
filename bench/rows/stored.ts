import { recordsOf, type Segment } from '../../src/journal/journal';
import { median, type Figure } from '../figure';
import { putRecords, putRows, putSegments, putSegmentsTogether } from '../journal';
import { carryOut, iterations, removeRun } from '../long-run';

/** Whole runs measured, each with its references right after it; the first is a warm-up. */
const turns = 5;
/** As many groups as the writer hands in before the first is durable. */
const together = 6;

/** The run with everything stored, against plain ways to store the same records, texts or iterations. */
export async function stored(): Promise<readonly Figure[]> {
  const measured: { own: number; objects: number; plain: number; grouped: number; rows: number }[] = [];
  let sizes: readonly Segment[] = [];
  for (let turn = 0; turn <= turns; turn += 1) {
    const run = await carryOut((event) => self.postMessage(event));
    const segments = await run.journal.segments(run.row.id, 0, Infinity);
    await removeRun(run);
    const records = segments.flatMap(recordsOf).filter(({ type }) => type === 'iteration');
    if (records.length !== iterations) throw new Error(`Only ${records.length} iterations were stored.`);
    const objects = await putRecords(segments.map(recordsOf));
    const plain = await putSegments(segments);
    const grouped = await putSegmentsTogether(segments, together);
    const rows = await putRows(records);
    if (turn > 0) measured.push({ own: run.ms, objects, plain, grouped, rows });
    sizes = segments;
  }
  const perSecond = (of: (one: (typeof measured)[number]) => number) => ({
    value: iterations / (median(measured.map(of)) / 1000),
    unit: 'iterations/s',
  });
  const ratio = (of: (one: (typeof measured)[number]) => number): number =>
    median(measured.map((one) => of(one) / one.own));
  const subject = perSecond(({ own }) => own);
  const bytes = sizes.reduce(
    (sum, { records, checkpoint }) => sum + records.length + (checkpoint?.length ?? 0),
    0,
  );
  return [
    {
      name: 'persisted iterations',
      subject,
      reference: { ...perSecond(({ objects }) => objects), of: 'plain puts of the same records' },
      ratio: ratio(({ objects }) => objects),
      bar: { least: 0.7 },
      note: `${sizes.length} segments, ${(bytes / 1e6).toFixed(1)} MB of text, from start to durable end`,
    },
    {
      name: 'persisted iterations',
      subject,
      reference: { ...perSecond(({ plain }) => plain), of: 'plain puts of the finished texts' },
      ratio: ratio(({ plain }) => plain),
    },
    {
      name: 'persisted iterations',
      subject,
      reference: { ...perSecond(({ grouped }) => grouped), of: `plain puts, ${together} segments together` },
      ratio: ratio(({ grouped }) => grouped),
    },
    {
      name: 'persisted iterations',
      subject,
      reference: { ...perSecond(({ rows }) => rows), of: 'a row per iteration, 256 together' },
      ratio: ratio(({ rows }) => rows),
      bar: { least: 5 },
    },
  ];
}
