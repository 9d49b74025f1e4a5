import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { LOOKUPS } from '../../src/expression/environment';
import { FUNCTION_ARITY, METHOD_ARITY } from '../../src/expression/signatures';
import { commonFields, documentFields, fieldsOf, stepTypes } from '../../src/workflow/definition';
import { readWorkflow } from '../../src/workflow/validate';

function read(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
}

const language = read('docs/language.md');

describe('the reference of the language names', () => {
  const words = [
    ...Object.keys(documentFields),
    ...Object.keys(commonFields),
    ...stepTypes,
    ...stepTypes.flatMap((type) => Object.keys(fieldsOf(type))),
    ...LOOKUPS.map((name) => `${name}("id")`),
    ...METHOD_ARITY.keys(),
  ];
  test.each([...new Set(words)])('%s', (word) => {
    expect(language).toMatch(new RegExp(`\`"?${word.replace(/[()"$]/g, '\\$&')}"?\``));
  });

  test.each([...FUNCTION_ARITY.keys()])('the function %s', (name) => {
    expect(language).toContain(`\`${name}(`);
  });
});

const blocks = ['README.md', 'docs/language.md'].flatMap((path) =>
  [...read(path).matchAll(/```json\n(.*?)```/gs)].map(([, text = '']) => [path, text] as const),
);

test.each(blocks)('a workflow in %s has no fault', (_path, text) => {
  const { workflow, diagnostics } = readWorkflow(text);
  expect(workflow).toBeDefined();
  expect(diagnostics.filter(({ severity }) => severity !== 'note')).toEqual([]);
});

test('the README names every example', async () => {
  const { examples } = await import('../../src/examples');
  const readme = read('README.md');
  expect(examples.filter(({ title }) => !readme.includes(`_${title}_`))).toEqual([]);
});
