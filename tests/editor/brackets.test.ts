import { describe, expect, test } from 'vitest';
import { layOut, verdictAlone, type BracketLayout, type Verdict } from '../../src/ui/editor/brackets';
import type { LocatedPart } from '../../src/ui/editor/locate';
import type { Json } from '../../src/json/json';

type Given = readonly [text: string, value: Json | undefined, ...flags: ('decides' | 'unseen' | 'error')[]];

/** Parts of a source that begins at column 16, each found at its first place that is a whole match. */
function partsOf(source: string, given: readonly Given[]): readonly LocatedPart[] {
  return given.map(([text, value, ...flags]) => {
    const from = 16 + source.indexOf(text);
    return {
      from,
      to: from + text.length,
      text,
      evaluated: !flags.includes('unseen'),
      decides: flags.includes('decides'),
      ...(value !== undefined && { value }),
      ...(flags.includes('error') && { error: 'no number' }),
    };
  });
}

function lay(
  source: string,
  given: readonly Given[],
  verdict: Verdict = 'on',
  columns = 80,
): BracketLayout | undefined {
  return layOut({ parts: partsOf(source, given), label: 'iteration 2', left: 6, columns, verdict });
}

/** Rows as they look, a value as `[` … `]` around the columns of its bracket. */
const rows = (layout: BracketLayout | undefined): readonly string[] | undefined =>
  layout?.values.map(
    ({ row, from, to, text, decides }) => `${row}: ${from}-${to} ${text}${decides ? ' decides' : ''}`,
  );

const both = 'steps.review.score >= 8 && !steps.review.cliche';

describe('rows', () => {
  test('short circuit: one side was not looked at, and the whole is the verdict at the left', () => {
    const layout = lay(both, [
      ['steps.review.score', 6],
      ['8', 8],
      ['steps.review.score >= 8', false, 'decides'],
      ['steps.review.cliche', undefined, 'unseen'],
      ['!steps.review.cliche', undefined, 'unseen'],
      [both, false, 'decides'],
    ]);
    expect(rows(layout)).toEqual(['0: 16-34 6', '0: 43-63 not looked at', '1: 16-39 false decides']);
    expect(layout?.labels).toEqual([
      { row: 0, left: 6, text: 'iteration 2' },
      { row: 1, left: 6, text: 'false', verdict: 'on' },
    ]);
    expect(layout?.rows).toBe(2);
  });

  test('a comparison keeps the bracket of the whole', () => {
    const source = "steps.refine.stoppedBy == 'max'";
    const layout = lay(source, [
      ['steps.refine.stoppedBy', 'until'],
      ["'max'", 'max'],
      [source, false, 'decides'],
    ]);
    expect(rows(layout)).toEqual(['0: 16-38 "until"', '1: 16-47 false decides']);
  });

  test('a name alone carries the verdict itself', () => {
    const layout = lay('steps.review.verdict', [['steps.review.verdict', 'almost', 'decides']], 'bad');
    expect(layout?.rows).toBe(1);
    expect(layout?.values).toMatchObject([{ text: '"almost"', verdict: 'bad', failed: true }]);
    expect(layout?.labels).toHaveLength(1);
  });

  test('a literal alone is shown', () => {
    expect(rows(lay('true', [['true', true, 'decides']], 'stop'))).toEqual(['0: 16-20 true decides']);
  });

  test('a value stands centred under its text', () => {
    const layout = lay('aaaa.bbbb > 1', [
      ['aaaa.bbbb', 6],
      ['aaaa.bbbb > 1', true],
    ]);
    expect(layout?.values[0]).toMatchObject({ left: 20, width: 1 });
  });

  test('beginnings of a path are left out, what a method is called on is not', () => {
    const source = "steps.find.items.includes('a')";
    const layout = lay(source, [
      ['steps', {}],
      ['steps.find', {}],
      ['steps.find.items', ['a']],
      [source, true, 'decides'],
    ]);
    expect(rows(layout)).toEqual(['0: 16-32 ["a"]', '1: 16-46 true decides']);
  });

  test('an error is a word in its place', () => {
    const source = 'steps.a.x * 2 > 1';
    const layout = lay(
      source,
      [
        ['steps.a.x', 'text'],
        ['steps.a.x * 2', undefined, 'error', 'decides'],
        [source, undefined, 'error'],
      ],
      'bad',
    );
    expect(layout?.values.map(({ text, failed }) => [text, failed])).toEqual([
      ['"text"', false],
      ['error', true],
    ]);
  });

  test('what is absent is written as undefined', () => {
    expect(rows(lay('vars.done', [['vars.done', undefined]]))).toEqual(['0: 16-25 undefined']);
  });
});

describe('room', () => {
  test('neighbours too narrow for their values go to rows of their own', () => {
    const source = 'a + b > c';
    const layout = lay(source, [
      ['a', 1234567],
      ['b', 7654321],
      ['c', 1],
      ['a + b', 8888888],
      [source, true, 'decides'],
    ]);
    expect(layout).toBeDefined();
    noOverlap(layout);
  });

  test.each([
    [
      'a page too narrow for a value',
      'vars.a > 1',
      [
        ['vars.a', 'some longer text'],
        ['vars.a > 1', true],
      ],
      18,
    ],
    [
      'more rows than one would read',
      '((((((((vars.a + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1)',
      nestedSums(8),
      80,
    ],
    ['no parts', 'vars.a', [], 80],
    [
      'parts without the whole',
      'vars.a > vars.b',
      [
        ['vars.a', 1],
        ['vars.b', 1],
      ],
      80,
    ],
  ] as readonly (readonly [string, string, readonly Given[], number])[])(
    '%s: no brackets',
    (_, source, given, columns) => {
      expect(lay(source, given, 'on', columns)).toBeUndefined();
    },
  );

  test('in any layout no two texts of a row touch', () => {
    for (let first = 1; first < 12; first += 1) {
      for (let second = 1; second < 12; second += 1) {
        const source = `${'a'.repeat(first)} + ${'b'.repeat(second)}`;
        noOverlap(
          lay(source, [
            ['a'.repeat(first), 'x'.repeat(second)],
            ['b'.repeat(second), 'y'.repeat(first)],
            [source, 'sum'],
          ]),
        );
      }
    }
  });
});

test('the verdict alone is one row', () => {
  expect(verdictAlone('iteration 2', 6, 'stop', 'true')).toEqual({
    rows: 1,
    labels: [
      { row: 0, left: 6, text: 'iteration 2' },
      { row: 0, left: 19, text: 'true', verdict: 'stop' },
    ],
    values: [],
  });
});

function nestedSums(depth: number): readonly Given[] {
  const sums: Given[] = [['vars.a', 1]];
  let text = 'vars.a';
  for (let i = 0; i < depth; i += 1) {
    text = `${i === 0 ? '' : '('}${text}${i === 0 ? '' : ')'} + 1`;
    sums.push([text, i]);
  }
  return sums;
}

function noOverlap(layout: BracketLayout | undefined): void {
  const boxes = [
    ...(layout?.labels ?? []).map((label) => ({
      row: label.row,
      left: label.left,
      width: label.text.length,
    })),
    ...(layout?.values ?? []),
  ].sort((a, b) => a.row - b.row || a.left - b.left);
  boxes.forEach((box, i) => {
    const next = boxes[i + 1];
    if (next?.row === box.row) expect(next.left).toBeGreaterThan(box.left + box.width);
  });
}
