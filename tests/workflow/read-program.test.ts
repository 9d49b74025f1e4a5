import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Places } from '../../src/json/places';
import { readProgram } from '../../src/workflow/read-program';
import { sitesOf } from '../../src/workflow/sites';
import { readWorkflow } from '../../src/workflow/validate';

const folder = new URL('../../src/examples/', import.meta.url);
const examples = readdirSync(folder).filter((name) => name.endsWith('.json'));

test.each(examples)('%s is read as the check read it, and the same after being posted', (name) => {
  const text = readFileSync(new URL(name, folder), 'utf8');
  const checked = readWorkflow(text);
  const program = readProgram(text)!;
  const posted = structuredClone(program);
  expect(posted).toEqual(program);
  expect(posted.workflow).toEqual(checked.workflow);
  expect(posted.outline).toEqual(checked.outline);
  // A step of the outline is still the one of the workflow.
  expect(posted.outline.nodes[0]?.step).toBe(posted.workflow.steps[0]);
  const places = new Places(text, posted.places);
  for (const { path } of posted.outline.nodes) {
    expect(places.locate(path)).toEqual(checked.document.locate(path));
    expect(places.within([...path, 'id'], { from: 1, to: 2 })).toEqual(
      checked.document.within([...path, 'id'], { from: 1, to: 2 }),
    );
  }
  for (const { kind, source } of sitesOf(posted.workflow, posted.outline)) {
    const { expressions, templates } = posted.trees;
    expect((kind === 'expression' ? expressions : templates).get(source)?.source).toBe(source);
  }
});

test('a field that was only warned of takes nothing from the outline', () => {
  const text = '{"steps":[{"type":"wait","ms":1,"colour":"red"}],"note":1}';
  const checked = readWorkflow(text);
  expect(checked.diagnostics.map(({ severity }) => severity)).not.toContain('error');
  expect(readProgram(text)?.outline.nodes.map(({ id }) => id)).toEqual(['wait_0']);
});

test.each(['', '[]', '{"steps":{}}', 'nonsense'])('%j holds no list of steps', (text) => {
  expect(readProgram(text)).toBeUndefined();
});
