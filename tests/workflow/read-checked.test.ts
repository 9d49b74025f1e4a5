import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readChecked } from '../../src/workflow/read-checked';
import { readWorkflow } from '../../src/workflow/validate';

const folder = new URL('../../src/examples/', import.meta.url);
const examples = readdirSync(folder).filter((name) => name.endsWith('.json'));

test.each(examples)('%s is read as the check read it', (name) => {
  const text = readFileSync(new URL(name, folder), 'utf8');
  const checked = readWorkflow(text);
  const again = readChecked(text);
  expect(again?.workflow).toEqual(checked.workflow);
  expect(again?.outline).toEqual(checked.outline);
  expect(again?.document.locate(['steps', 0])).toEqual(checked.document.locate(['steps', 0]));
});

test('a field that was only warned of takes nothing from the outline', () => {
  const text = '{"steps":[{"type":"wait","ms":1,"colour":"red"}],"note":1}';
  const checked = readWorkflow(text);
  expect(checked.diagnostics.map(({ severity }) => severity)).not.toContain('error');
  expect(readChecked(text)?.outline.nodes.map(({ id }) => id)).toEqual(['wait_0']);
});

test.each(['', '[]', '{"steps":{}}', 'nonsense'])('%j holds no list of steps', (text) => {
  expect(readChecked(text)).toBeUndefined();
});
