import fc from 'fast-check';
import { type DirectoryEntry, type Journal, JournalError, type Segment } from '../../../src/journal/journal';
import { whole } from '../../../src/journal/rows-read';

/** How one stored row is spoilt: which one, and what of it. */
export interface Spoilt {
  readonly n: number;
  readonly what: 'records' | 'checkpoint' | 'lost' | 'count' | 'ranges' | 'directory' | 'shape';
  readonly text: (stored: string) => string;
  readonly other: unknown;
}

/** Ways in which a disk, an older page or somebody with a debugger may leave a row. */
export const spoilings: fc.Arbitrary<Spoilt> = fc.record({
  n: fc.nat(8),
  what: fc.constantFrom('records', 'checkpoint', 'lost', 'count', 'ranges', 'directory', 'shape'),
  // The texts are only known when they are read, so the damage is made of a stand-in's places.
  text: fc.func(fc.nat(1_000_000)).map((place) => (stored: string) => spoiltText(stored, place)),
  other: fc.oneof(fc.jsonValue(), fc.constantFrom(undefined, null, -1, 1e308, NaN, '', '__proto__', [], {})),
});

const words = [
  'null',
  '-1',
  '1e308',
  '"__proto__"',
  '"constructor"',
  '[]',
  '{}',
  '"l[0]/x"',
  'true',
  '""',
  '"iteration"',
];

/** Replaces a number, word or string of a JSON text, or a few letters anywhere. */
function spoiltText(text: string, place: (part: string) => number): string {
  const tokens = [...text.matchAll(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false|null/g)];
  const token = tokens[place('token') % Math.max(1, tokens.length)];
  const word = words[place('word') % words.length] ?? 'null';
  if (token === undefined || place('way') % 4 === 0) {
    const at = place('at') % (text.length + 1);
    return text.slice(0, at) + word + text.slice(at + (place('length') % 5));
  }
  return text.slice(0, token.index) + word + text.slice(token.index + token[0].length);
}

/** A journal whose rows read back spoilt; what is written passes. */
export function spoiltJournal(journal: Journal, spoilt: readonly Spoilt[]): Journal {
  const segment = (stored: Segment | undefined): Segment | undefined =>
    spoilt.reduce<Segment | undefined>((now, { n, what, text, other }) => {
      if (now?.n !== n) return now;
      // What is read back is what is there, whatever the type says.
      switch (what) {
        case 'records':
          return { ...now, records: text(now.records) };
        case 'checkpoint':
          return now.checkpoint === undefined ? now : { ...now, checkpoint: text(now.checkpoint) };
        case 'lost':
          return undefined;
        case 'count':
          return { ...now, count: other as number };
        case 'ranges':
          return { ...now, ranges: other as Segment['ranges'] };
        case 'shape':
          return other as Segment;
        case 'directory':
          return now;
      }
    }, stored);
  const entry = (stored: DirectoryEntry): DirectoryEntry =>
    spoilt.reduce<DirectoryEntry>(
      (now, { n, what, other }) =>
        now.n === n && what === 'directory' ? { ...now, ranges: other as Segment['ranges'] } : now,
      stored,
    );
  /** As the stores look at what they read. */
  const read = (stored: Segment | undefined, n: number): Segment | undefined => {
    const found = segment(stored);
    return found === undefined ? undefined : whole(found, n);
  };
  return new Proxy(journal, {
    get(target, key) {
      switch (key) {
        case 'segment':
          return async (id: string, n: number) => read(await target.segment(id, n), n);
        case 'tail':
          return async (id: string) => {
            const tail = await target.tail(id);
            const all = await target.segments(id, 0, tail?.row.segments ?? 0);
            if (all.some((one) => segment(one) === undefined)) {
              throw new JournalError('missing', 'A part of the journal of this run is missing.');
            }
            return tail && { ...tail, segments: tail.segments.flatMap((one) => read(one, one.n) ?? []) };
          };
        case 'checkpointBefore':
          return async (id: string, n?: number) => {
            const found = await target.checkpointBefore(id, n);
            return found && read(found, found.n);
          };
        case 'segments':
          return async (id: string, from: number, to: number) =>
            (await target.segments(id, from, to)).map((one) => {
              const found = read(one, one.n);
              if (!found) throw new JournalError('missing', `Segment ${one.n} of this run is missing.`);
              return found;
            });
        case 'directory':
          return async (id: string, from?: number) => (await target.directory(id, from)).map(entry);
        default: {
          const member: unknown = Reflect.get(target, key);
          return typeof member === 'function' ? (member.bind(target) as unknown) : member;
        }
      }
    },
  });
}

/** Any value in the place of a stored draft's or setting's. */
export const storedValues: fc.Arbitrary<unknown> = fc.oneof(
  fc.anything(),
  fc.dictionary(
    fc.constantFrom(
      'run',
      'cursor',
      'tab',
      'speed',
      'folded',
      'example',
      'editor',
      'text',
      'origins',
      'view',
      'watches',
      'theme',
      '__proto__',
    ),
    fc.oneof(fc.jsonValue(), fc.constantFrom('__proto__', -1, 1e308, [null], { address: 1 })),
  ),
);
