import { flushSync, mount, unmount, type ComponentProps } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import Problems from '../../src/ui/editor/Problems.svelte';
import '../../src/ui/styles/base.css';
import type { Diagnostic } from '../../src/workflow/diagnostic';

const text = '{\n  "until": "x",\n  "maxIteration": 7\n}';
const error: Diagnostic = {
  code: 'loop/until-not-boolean',
  severity: 'error',
  message: '`until` gave `"almost"`, not true or false.',
  path: ['until'],
  range: { from: text.indexOf('x'), to: text.indexOf('x') + 1 },
};
const warning: Diagnostic = {
  code: 'workflow/unknown-field',
  severity: 'warning',
  message: '`maxIteration` is not a field here.',
  path: ['maxIteration'],
  range: { from: text.indexOf('"max'), to: text.indexOf('": 7') },
  fixes: [{ label: 'Rename to maxIterations', range: { from: 0, to: 0 }, insert: '' }],
};
const note: Diagnostic = { code: 'loop/limit-is-success', severity: 'note', message: 'A note.', path: [] };

let close: (() => Promise<void>) | undefined;
afterEach(async () => {
  await close?.();
  close = undefined;
});

function open(props: Partial<ComponentProps<typeof Problems>>): void {
  const target = document.createElement('div');
  target.style.width = '600px';
  document.body.append(target);
  const list = mount(Problems, { target, props: { diagnostics: [], text, ...props } });
  flushSync();
  close = async () => {
    await unmount(list);
    target.remove();
  };
}

const region = page.getByRole('region', { name: 'Problems' });

test('without problems there is nothing but the head', async () => {
  open({});
  await expect.element(region).toHaveTextContent(/^Problems\s*$/);
});

test('each problem says severity, sentence, code and place', async () => {
  open({ diagnostics: [error, warning, note] });
  await expect.element(region).toHaveTextContent('1 error, 1 warning, 1 note');
  const rows = region.getByRole('listitem');
  await expect
    .element(rows.nth(0))
    .toHaveTextContent(/error:.*until gave "almost", not true or false\..*loop\/until-not-boolean.*2:13/);
  await expect.element(rows.nth(1)).toHaveTextContent(/warning:.*3:3.*Rename to maxIterations/);
  await expect
    .element(rows.nth(2))
    .toHaveTextContent(/note:.*A note\.\s*loop\/limit-is-success\s*What it means$/);
});

test('a problem is chosen, and fixed, by keyboard', async () => {
  const onselect = vi.fn();
  const onfix = vi.fn();
  open({ diagnostics: [error, warning], onselect, onfix });
  await userEvent.tab();
  await userEvent.keyboard('{Enter}');
  expect(onselect).toHaveBeenLastCalledWith(error);
  // The help on the first, the second itself, its fix.
  for (let i = 0; i < 3; i++) await userEvent.tab();
  await userEvent.keyboard('{Enter}');
  expect(onfix).toHaveBeenCalledWith(warning, warning.fixes![0]);
});

test('what a problem means is told where it stands', async () => {
  open({ diagnostics: [error, note] });
  const ask = region.getByRole('button', { name: 'What it means' }).first();
  await userEvent.click(ask);
  await expect.element(ask).toHaveAttribute('aria-expanded', 'true');
  await expect.element(region).toHaveTextContent(/until is neither true nor false.*What to do/);
  await userEvent.click(ask);
  await expect.element(region).not.toHaveTextContent('until is neither true nor false');
});

test('for reading only there are no fixes', async () => {
  open({ diagnostics: [warning], readonly: true });
  await expect.element(region.getByRole('button', { name: /Rename to/ })).not.toBeInTheDocument();
});

test('of very many problems the first are listed and the rest counted', async () => {
  open({ diagnostics: Array.from({ length: 1200 }, () => note) });
  await expect.element(region).toHaveTextContent('1,200 notes');
  await expect.element(region.getByText('1,000 more, not listed')).toBeInTheDocument();
});
