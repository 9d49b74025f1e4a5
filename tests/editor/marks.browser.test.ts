import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import Editor from '../../src/ui/editor/Editor.svelte';
import '../../src/ui/styles/base.css';
import { contrast, type Rgb } from '../ui/contrast';

const text = '{ "steps": [\n  { "id": "review" }\n] }';

afterEach(() => {
  delete document.documentElement.dataset.theme;
});

function colour(element: Element | undefined, name: 'fill' | 'stroke' | 'backgroundColor'): Rgb {
  const [r = 0, g = 0, b = 0] = getComputedStyle(element!)[name].match(/\d+/g)!.map(Number);
  return [r, g, b];
}

test.each(['light', 'dark'])('a breakpoint stands out from the current line, %s', async (theme) => {
  document.documentElement.dataset.theme = theme;
  const target = document.createElement('div');
  document.body.append(target);
  const from = text.indexOf('"id"');
  const editor = mount(Editor, {
    target,
    props: {
      text,
      now: { range: { from, to: from + 4 }, kind: 'now' },
      breakpoints: [{ offset: from, title: 'Breakpoint before review' }],
    },
  });
  flushSync();
  const root = target.querySelector('.editor')!.shadowRoot!;
  await expect.poll(() => root.querySelectorAll('.lp-marks .lp-icon-hit path').length).toBe(2);
  const [flag, diamond] = root.querySelectorAll('.lp-marks .lp-icon-hit path');
  expect(contrast(colour(diamond, 'fill'), colour(flag, 'fill'))).toBeGreaterThanOrEqual(4.5);
  const line = root.querySelectorAll('.cm-gutterElement.lp-row-now');
  expect(line.length).toBe(3);
  for (const cell of line)
    expect(contrast(colour(flag, 'stroke'), colour(cell, 'backgroundColor'))).toBeGreaterThanOrEqual(3);
  await unmount(editor);
  target.remove();
});
