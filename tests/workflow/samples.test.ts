import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Diagnostic, Fix } from '../../src/workflow/diagnostic';
import { documentHelpGroups, helpFor } from '../../src/workflow/help';
import { readWorkflow } from '../../src/workflow/validate';

const folder = new URL('../diagnostics/', import.meta.url);
const codes = documentHelpGroups.flatMap((group) => Object.keys(group));
const samples = readdirSync(folder).flatMap((room) =>
  readdirSync(new URL(`${room}/`, folder)).map((name) => `${room}/${name}`),
);
/** Rooms whose diagnostics come from the text alone; the others appear while a workflow runs. */
const sources = ['json', 'workflow'].flatMap((room) =>
  filesOf(new URL(`../../src/${room}/`, import.meta.url)),
);

interface Repeat {
  readonly start: string;
  readonly part: string;
  readonly times: number;
  readonly end: string;
}

function sampleText(code: string): string {
  const file = (name: string) => new URL(`${code}/${name}`, folder);
  const name = ['workflow.json', 'input.txt'].find((candidate) => existsSync(file(candidate)));
  if (name !== undefined) return readFileSync(file(name), 'utf8');
  // Written by us in the form of Repeat.
  const { start, part, times, end } = JSON.parse(readFileSync(file('repeat.json'), 'utf8')) as Repeat;
  return start + Array.from({ length: times }, () => part).join(',') + end;
}

function told(text: string, { code, severity, range, fixes }: Diagnostic) {
  return {
    code,
    severity,
    ...(range && { text: text.slice(range.from, range.to) }),
    ...(fixes && { fixes: fixes.map(({ label }) => label) }),
  };
}

function applied(text: string, { range, insert }: Fix): string {
  return text.slice(0, range.from) + insert + text.slice(range.to);
}

function filesOf(directory: URL): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory())
      return entry.name === 'help' ? [] : filesOf(new URL(`${entry.name}/`, directory));
    return [readFileSync(new URL(entry.name, directory), 'utf8')];
  });
}

test('every code of these rooms has its help, and nothing else has', () => {
  const written = sources.flatMap((source) => [
    ...[
      ...source.matchAll(
        /'((?:json|workflow|step|scope|set|variable|parallel|exit|loop|expression)\/[a-z-]+)'/g,
      ),
    ].map(([, code = '']) => code),
    ...[...source.matchAll(/type NotedRow =([^;]*)/g)].flatMap(([, rows = '']) =>
      [...rows.matchAll(/'([a-z-]+)'/g)].map(([, row = '']) => `profile/${row}`),
    ),
  ]);
  const others = ['expression/unknown-name', 'expression/unknown-function'];
  expect([...new Set(written)].filter((code) => !others.includes(code)).sort()).toEqual([...codes].sort());
});

test('every code has a sample and every sample a code', () => {
  expect([...samples].sort()).toEqual([...codes].sort());
});

test.each(codes)('%s says what it is about', (code) => {
  const entry = helpFor(code);
  expect(entry?.title).toMatch(/^\S.*[^.]$/);
  expect(entry?.explanation).toMatch(/\.$/);
  expect(entry?.fix).not.toBe('');
});

describe.each(samples)('%s', (code) => {
  const text = sampleText(code);
  const { diagnostics } = readWorkflow(text);

  test('is found where it is', async () => {
    const found = code === 'workflow/more-problems' ? diagnostics.slice(-1) : diagnostics;
    const expected = JSON.stringify(
      found.map((diagnostic) => told(text, diagnostic)),
      undefined,
      2,
    );
    await expect(`${expected}\n`).toMatchFileSnapshot(`../diagnostics/${code}/expected.json`);
    expect(found.map((diagnostic) => diagnostic.code)).toContain(code);
  });

  test('is gone after each of its fixes', () => {
    for (const diagnostic of diagnostics.filter((each) => each.code === code)) {
      for (const fix of diagnostic.fixes ?? []) {
        const after = readWorkflow(applied(text, fix)).diagnostics;
        expect(after.map((each) => each.code)).not.toContain(code);
        expect(after.filter(({ severity }) => severity === 'error').length).toBeLessThanOrEqual(
          diagnostics.filter(({ severity }) => severity === 'error').length,
        );
      }
    }
  });
});
