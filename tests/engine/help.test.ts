import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { httpPort } from '../../src/providers/http';
import { helpFor, runHelpGroups } from '../../src/workflow/help';
import { readWorkflow } from '../../src/workflow/validate';
import { runDocument } from './harness';

const codes = runHelpGroups.flatMap((group) => Object.keys(group));

/** Every code that the rooms in which runs happen can give. */
const written = ['expression', 'engine', 'providers', 'journal', 'worker']
  .flatMap((room) => sourcesOf(new URL(`../../src/${room}/`, import.meta.url)))
  .flatMap((source) => [
    ...source.matchAll(
      /'((?:expression|template|loop|foreach|parallel|step|wait|run|code|llm|http|tool)\/[a-z-]+)'/g,
    ),
  ])
  .map(([, code = '']) => code)
  // Of a message that names a run, not of what happens in one.
  .filter((code) => code !== 'run/unknown');

function sourcesOf(directory: URL): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? sourcesOf(new URL(`${entry.name}/`, directory))
      : [readFileSync(new URL(entry.name, directory), 'utf8')],
  );
}

test('every code has its help, and nothing else has', () => {
  expect([...new Set(written)].sort()).toEqual([...codes].sort());
});

test.each(codes)('%s says what it is about', (code) => {
  const entry = helpFor(code);
  expect(entry?.title).toMatch(/^\S.*[^.]$/);
  expect(entry?.explanation).toMatch(/\.$/);
  expect(entry?.fix).not.toBe('');
});

/** The codes that a document with one step has, before or while it runs. */
async function codesOf(step: unknown): Promise<readonly string[]> {
  const text = JSON.stringify({ inputs: { topic: null }, steps: [step] });
  const { diagnostics } = readWorkflow(text);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) return errors.map(({ code }) => code);
  const http = httpPort({
    allowed: () => ['https://example.com'].slice(text.includes('TRACE') ? 0 : 1),
    start: () => Promise.reject(new Error('there is no network')),
  });
  const { run } = await runDocument(text, { http });
  return run.error ? [run.error.code] : [];
}

function stepIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Examples that are no whole step: what they show is too large to be shown, or nothing in a document causes it. */
const notShown = [
  'expression/too-long',
  'expression/too-deep',
  'template/too-deep',
  'foreach/too-many-items',
  'run/journal-too-large',
  'run/state-too-large',
  'run/broken',
  'step/no-answer',
  'step/unavailable',
  'code/stuck',
  'code/cancelled',
  'code/unavailable',
  'http/timeout',
  'http/too-large',
  'http/cancelled',
];

describe.each(codes.filter((code) => !notShown.includes(code)))('%s', (code) => {
  const { example = '', fix = '' } = helpFor(code) ?? {};

  test('is what its example causes', { timeout: 60_000 }, async () => {
    expect(await codesOf(stepIn(example))).toContain(code);
  });

  test('is gone with its fix', { timeout: 60_000 }, async () => {
    const step = stepIn(fix);
    if (step === undefined) expect(fix).toMatch(/\.$/);
    else expect(await codesOf(step)).toEqual([]);
  });
});
