import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Files under version control; in an unpacked archive there is nothing to list. */
function projectFiles(): readonly string[] {
  if (!existsSync(join(root, '.git'))) return [];
  const listed = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' });
  return listed.split('\0').filter((path) => path !== '' && existsSync(join(root, path)));
}

const texts = projectFiles()
  .filter((path) => path !== 'tests/hygiene.test.ts' && !/\.(png|ico|woff2|wasm)$/.test(path))
  .map((path) => [path, readFileSync(join(root, path), 'utf8')] as const);
const testTexts = texts.filter(([path]) => /^tests\/.*\.[jt]s$/.test(path));

const machinePlace = /(^|[\s"'`(=:])\/(work|root|home|Users)\/\w|\.\.\/shared\b/;

/** Lines that match, as `file:line: text`. */
function find(files: typeof texts, pattern: RegExp): readonly string[] {
  return files.flatMap(([path, text]) =>
    text.split('\n').flatMap((line, n) => (pattern.test(line) ? [`${path}:${n + 1}: ${line.trim()}`] : [])),
  );
}

describe.runIf(texts.length > 0)('the project', () => {
  test('names no folder of the machine it was written on', () => {
    expect(find(texts, machinePlace)).toEqual([]);
  });

  test('has no test that is left out or alone', () => {
    expect(find(testTexts, /\b(it|test|describe|suite)(\.\w+)*\.(only|skip|todo|fixme|fails?)\b/)).toEqual(
      [],
    );
  });

  test('waits for states, not for time', () => {
    expect(find(testTexts, /\bwaitForTimeout\(/)).toEqual([]);
  });
});

test.each([
  ['see /wor' + 'k/main/x', true],
  ['"/hom' + 'e/someone/x"', true],
  ['import x from "../share' + 'd/x"', true],
  ['/workflow/steps', false],
  ['https://example.org/home/page', false],
])('%s: a place on a machine is %s', (line, expected) => {
  expect(find([['a.ts', line]], machinePlace).length > 0).toBe(expected);
});
