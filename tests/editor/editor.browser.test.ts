import { flushSync, mount, unmount, type ComponentProps } from 'svelte';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import Editor from '../../src/ui/editor/Editor.svelte';
import '../../src/ui/styles/base.css';
import type { Range } from '../../src/json/json';
import type { Explanation, OutlineItem } from '../../src/worker/api';
import type { Diagnostic } from '../../src/workflow/diagnostic';
import { reactive } from './reactive.svelte';

type Props = ComponentProps<typeof Editor>;

/** What the component lets the page do with it. */
interface Handle {
  focus(): void;
  goTo(range: Range): void;
  format(): boolean;
  recall(kept: unknown): void;
}

const until = 'steps.review.score >= 8 && !steps.review.cliche';
const doc = `{
  "steps": [
    {
      "id": "refine",
      "type": "loop",
      "until": "${until}",
      "maxIterations": 7,
      "steps": [{ "id": "review", "type": "llm", "prompt": "Score {{steps.write.response}}" }]
    }
  ]
}`;

function rangeOf(text: string, piece: string): Range {
  const from = text.indexOf(piece);
  return { from, to: from + piece.length };
}

function explanationOf(text: string): Explanation {
  const part = (
    piece: string,
    value: number | boolean | undefined,
    evaluated: boolean,
    decides: boolean,
  ) => ({
    range: rangeOf(until, piece),
    place: rangeOf(text, piece),
    text: piece,
    evaluated,
    decides,
    ...(value !== undefined && { value }),
  });
  return {
    loopId: 'refine',
    address: 'refine',
    iteration: 2,
    text: until,
    value: false,
    answer: 'goes-on',
    when: 'after',
    sentence: 'Goes on because `steps.review.score >= 8` is `false`',
    parts: [
      part('steps.review.score', 6, true, false),
      part('steps.review.score >= 8', false, true, true),
      part('!steps.review.cliche', undefined, false, false),
      part(until, false, true, true),
    ],
  };
}

const outline: readonly OutlineItem[] = [
  {
    id: 'refine',
    type: 'loop',
    range: rangeOf(doc, '"refine"'),
    name: rangeOf(doc, 'refine'),
    until: rangeOf(doc, until),
  },
];

const unknownField: Diagnostic = {
  code: 'workflow/unknown-field',
  severity: 'warning',
  message: '`maxIteration` is not a field here.',
  path: [],
  range: rangeOf(doc, '"maxIterations"'),
  fixes: [{ label: 'Rename', range: rangeOf(doc, '"maxIterations"'), insert: '"limit"' }],
};

let close: (() => Promise<void>) | undefined;
afterEach(async () => {
  await close?.();
  close = undefined;
});

/** Opens an editor 600 px wide and gives a handle on it, its props and what is drawn. */
function open(given: Partial<Props> = {}, width = 600) {
  const target = document.createElement('div');
  target.style.cssText = `width: ${width}px; height: 500px`;
  document.body.append(target);
  const props = reactive<Props>({ text: doc, ...given });
  // The type of a mounted component says nothing of what it exports.
  const editor = mount(Editor, { target, props }) as unknown as Handle;
  flushSync();
  close = async () => {
    await unmount(editor);
    target.remove();
  };
  const root = target.querySelector('.editor')!.shadowRoot!;
  const all = (selector: string): readonly HTMLElement[] => [...root.querySelectorAll<HTMLElement>(selector)];
  const set = (changed: Partial<Props>): void => {
    Object.assign(props, changed);
    flushSync();
  };
  return { editor, root, all, set, target };
}

const textbox = page.getByRole('textbox', { name: 'Workflow JSON' });

/** The place of a piece of text on the screen. */
function boxOf(lines: readonly HTMLElement[], piece: string): DOMRect {
  const line = lines.find((found) => found.textContent.includes(piece))!;
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  const at = line.textContent.indexOf(piece);
  const range = document.createRange();
  let passed = 0;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const length = node.textContent!.length;
    if (passed <= at && at < passed + length) range.setStart(node, at - passed);
    if (passed < at + piece.length && at + piece.length <= passed + length)
      range.setEnd(node, at + piece.length - passed);
    passed += length;
  }
  return range.getBoundingClientRect();
}

describe('the text', () => {
  test('is a textbox with a name, for people and machines', async () => {
    open();
    await expect.element(textbox).toBeVisible();
    await expect.element(textbox).toHaveAttribute('aria-multiline', 'true');
  });

  test('tells what was typed and where the cursor is', async () => {
    const onchange = vi.fn();
    const oncursor = vi.fn();
    const { editor } = open({ text: '{}', onchange, oncursor });
    editor.goTo({ from: 1, to: 1 });
    await userEvent.keyboard('{Enter}"a": 1');
    await vi.waitFor(() => {
      expect(onchange).toHaveBeenLastCalledWith('{\n  "a": 1\n}');
    });
    expect(oncursor).toHaveBeenLastCalledWith({ line: 2, column: 9, offset: 10 });
  });

  test('takes another text from outside, and undo brings the old one back', async () => {
    const onchange = vi.fn();
    const { editor, set } = open({ text: '{ "a": 1 }', onchange });
    set({ text: '[true]' });
    await expect.element(textbox).toHaveTextContent('[true]');
    expect(onchange).not.toHaveBeenCalled();
    editor.focus();
    await userEvent.keyboard('{Control>}z{/Control}');
    await vi.waitFor(() => {
      expect(onchange).toHaveBeenCalledWith('{ "a": 1 }');
    });
  });

  test('the first document cannot be undone into an empty page', async () => {
    const { editor, set } = open({ text: '' });
    set({ text: '[1]' });
    editor.focus();
    await userEvent.keyboard('{Control>}z{/Control}');
    await expect.element(textbox).toHaveTextContent('[1]');
  });

  test('leaves Tab, F8, F9 and Ctrl+Enter to the page', async () => {
    const pressed: string[] = [];
    const { editor } = open();
    const listen = (event: KeyboardEvent): void => {
      if (!event.defaultPrevented) pressed.push(event.key);
    };
    window.addEventListener('keydown', listen);
    editor.focus();
    await userEvent.keyboard('{F8}{F9}{Control>}{Enter}{/Control}');
    await userEvent.keyboard('{Tab}');
    window.removeEventListener('keydown', listen);
    expect(pressed.filter((key) => key !== 'Control')).toEqual(['F8', 'F9', 'Enter', 'Tab']);
  });

  test('can be for reading only', async () => {
    const onchange = vi.fn();
    const { editor } = open({ readonly: true, onchange });
    editor.goTo({ from: 0, to: 0 });
    await userEvent.keyboard('x');
    await expect.element(textbox).toHaveAttribute('aria-readonly', 'true');
    await expect.element(textbox).not.toHaveTextContent('x{');
    expect(editor.format()).toBe(false);
    expect(onchange).not.toHaveBeenCalled();
  });

  test('is laid out anew in one step', async () => {
    const onchange = vi.fn();
    const { editor } = open({ text: '{"a":[1,2]}', onchange });
    expect(editor.format()).toBe(true);
    await vi.waitFor(() => {
      expect(onchange).toHaveBeenLastCalledWith('{\n  "a": [1, 2]\n}');
    });
    editor.focus();
    await userEvent.keyboard('{Control>}z{/Control}');
    await vi.waitFor(() => {
      expect(onchange).toHaveBeenLastCalledWith('{"a":[1,2]}');
    });
  });

  test('brings no style element that a content security policy would refuse', () => {
    const { root } = open();
    expect(root.querySelectorAll('style')).toHaveLength(0);
    expect(root.adoptedStyleSheets.length).toBeGreaterThan(0);
  });

  test('5 MB on one line open at once, and only what is seen is drawn', () => {
    const text = JSON.stringify(
      Array.from({ length: 60_000 }, (_, i) => ({ id: `s${i}`, prompt: 'x'.repeat(60) })),
    );
    expect(text.length).toBeGreaterThan(5_000_000);
    const { all } = open({ text });
    expect(all('.cm-content *').length).toBeLessThan(5000);
  });
});

describe('expressions', () => {
  test('are coloured within their strings', async () => {
    const { all, set } = open();
    set({ expressions: [rangeOf(doc, until), rangeOf(doc, '{{steps.write.response}}')] });
    await vi.waitFor(() => {
      expect(all('.lp-expression').map((found) => found.textContent)).toEqual([
        until,
        '{{steps.write.response}}',
      ]);
    });
    expect(all('.lp-expr-number').map((found) => found.textContent)).toEqual(['8']);
    const [name] = all('.lp-expr-name');
    expect(getComputedStyle(name!).color).not.toBe(getComputedStyle(name!.closest('.cm-line')!).color);
  });

  test('results about another text wait', () => {
    const { all } = open({
      checked: `${doc} `,
      diagnostics: [unknownField],
      expressions: [rangeOf(doc, until)],
    });
    expect(all('.lp-expression, .lp-underline-warning')).toHaveLength(0);
  });
});

describe('values under a condition', () => {
  const given = { outline, explanations: [explanationOf(doc)] };

  test('stand exactly under their sub-expressions', async () => {
    const { all } = open(given);
    await vi.waitFor(() => {
      expect(all('.lp-values i')).toHaveLength(2);
    });
    const brackets = all('.lp-values i').map((found) => found.getBoundingClientRect());
    const texts = ['steps.review.score', 'steps.review.score >= 8'].map((piece) =>
      boxOf(all('.cm-line'), piece),
    );
    brackets.forEach((bracket, i) => {
      expect(Math.abs(bracket.left - texts[i]!.left)).toBeLessThan(1);
      expect(Math.abs(bracket.right - texts[i]!.right)).toBeLessThan(2);
      expect(bracket.top).toBeGreaterThanOrEqual(texts[i]!.bottom - 4);
    });
    expect(all('.lp-unseen').map((found) => found.textContent)).toEqual(['not looked at']);
    expect(all('.lp-verdict').map((found) => found.textContent)).toEqual(['false']);
  });

  test('are told to assistive technology in words', async () => {
    const { all } = open(given);
    await vi.waitFor(() => {
      expect(all('.lp-spoken').map((found) => found.textContent)).toEqual([
        'iteration 2: Goes on because steps.review.score >= 8 is false; steps.review.score is 6; ' +
          `steps.review.score >= 8 is false; !steps.review.cliche was not looked at; ${until} is false`,
      ]);
    });
  });

  test('name their loop where the document has another one, though that was not checked yet', async () => {
    const other = {
      id: 'inner',
      type: 'loop',
      range: rangeOf(doc, until),
      name: rangeOf(doc, until),
    } as const;
    const { all } = open({ ...given, outline: [...outline, other] });
    await vi.waitFor(() => {
      expect(all('.lp-spoken')[0]?.textContent).toMatch(/^refine 2: /);
    });
  });

  test('follow their text when something before it is edited', async () => {
    const { all, editor } = open(given);
    editor.goTo(rangeOf(doc, '"id": "refine",'));
    await userEvent.keyboard('{ArrowRight}{Enter}{Enter}');
    await vi.waitFor(() => {
      expect(all('.lp-values i')).toHaveLength(2);
      const text = boxOf(all('.cm-line'), 'steps.review.score');
      expect(Math.abs(all('.lp-values i')[0]!.getBoundingClientRect().top - text.bottom)).toBeLessThan(6);
    });
  });

  test.each([
    [
      'is edited',
      600,
      async (editor: Handle) => {
        editor.goTo(rangeOf(doc, '>= 8'));
        await userEvent.keyboard('{ArrowRight}0');
      },
    ],
    ['is wrapped', 300, async () => Promise.resolve()],
  ])('shrink to the verdict when their text %s', async (_, width, change) => {
    const { all, editor } = open(given, width);
    await change(editor);
    await vi.waitFor(() => {
      expect(all('.lp-values i')).toHaveLength(0);
      expect(all('.lp-label').map((found) => found.textContent)).toEqual(['iteration 2', 'false']);
    });
  });
});

describe('problems', () => {
  test('are underlined and marked beside the line, and move with the text', async () => {
    const { all, editor } = open({ diagnostics: [unknownField] });
    await vi.waitFor(() => {
      expect(all('.lp-underline-warning').map((found) => found.textContent)).toEqual(['"maxIterations"']);
      expect(all('.lp-marks .lp-icon-warning')).toHaveLength(1);
    });
    editor.goTo({ from: 0, to: 0 });
    await userEvent.keyboard('{Enter}');
    expect(all('.lp-underline-warning').map((found) => found.textContent)).toEqual(['"maxIterations"']);
  });

  test('open by key, and their fix lands where the text is by now', async () => {
    const onchange = vi.fn();
    const { editor } = open({ diagnostics: [unknownField], onchange });
    editor.goTo({ from: 0, to: 0 });
    await userEvent.keyboard('{Enter}');
    await userEvent.keyboard('{Control>}{Shift>}M{/Shift}{/Control}');
    await page.getByRole('button', { name: 'Rename' }).click();
    await vi.waitFor(() => {
      expect(onchange).toHaveBeenLastCalledWith(`\n${doc.replace('"maxIterations"', '"limit"')}`);
    });
  });
});

describe('presses beside the text', () => {
  const press = (target: Element): void => {
    target.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, cancelable: true, button: 0 }));
  };

  test('open and close the words of a problem; the number of its line is for breakpoints', async () => {
    const ongutter = vi.fn();
    const { all } = open({ diagnostics: [unknownField], ongutter });
    await vi.waitFor(() => {
      expect(all('.lp-marks .lp-icon-warning')).toHaveLength(1);
    });
    press(all('.lp-marks .lp-icon-warning')[0]!);
    await expect.element(page.getByRole('button', { name: 'Rename' })).toBeVisible();
    expect(ongutter).not.toHaveBeenCalled();
    press(all('.lp-marks .lp-icon-warning')[0]!);
    await vi.waitFor(() => {
      expect(all('.lp-problem')).toHaveLength(0);
    });
    const line = doc.slice(0, unknownField.range!.from).split('\n').length;
    press(all('.cm-lineNumbers .cm-gutterElement').find((found) => found.textContent === String(line))!);
    expect(ongutter).toHaveBeenLastCalledWith(doc.lastIndexOf('\n', unknownField.range!.from) + 1);
  });
});

describe('marks and values beside the text', () => {
  test('the current line has a tint over the gutters and a flag', async () => {
    const { all, set } = open({ now: { range: rangeOf(doc, '"review"'), kind: 'now' } });
    await vi.waitFor(() => {
      expect(all('.lp-marks .lp-icon-now')).toHaveLength(1);
    });
    expect(all('.cm-gutterElement.lp-row-now')).toHaveLength(3);
    expect(all('.cm-line.lp-row-now')[0]!.textContent).toContain('"review"');
    set({ now: undefined });
    expect(all('.lp-row-now')).toHaveLength(0);
  });

  test('a value stands at the end of its line and is cut first', async () => {
    const offset = doc.indexOf('"maxIterations"');
    const { all, set } = open({ inlays: [{ offset, text: '3 done', strong: '3' }] }, 560);
    await vi.waitFor(() => {
      expect(all('.lp-inlay').map((found) => found.textContent)).toEqual(['  — 3 done']);
    });
    expect(all('.lp-inlay b').map((found) => found.textContent)).toEqual(['3']);
    set({ inlays: [{ offset: doc.indexOf('"until"'), text: 'a long value that has no room' }] });
    expect(all('.lp-inlay')).toHaveLength(0);
  });
});

describe('over a reload', () => {
  test('selection and folds come back', async () => {
    const text = `{\n${Array.from({ length: 30 }, (_, i) => `  "k${i}": 1,`).join('\n')}\n  "mock": [\n    1,\n    2\n  ]\n}`;
    const onview = vi.fn();
    const first = open({ text, onview });
    await vi.waitFor(() => {
      expect(first.all('.cm-foldPlaceholder').map((found) => found.textContent)).toEqual(['2 answers']);
    });
    first.all('.cm-foldPlaceholder')[0]!.click();
    first.editor.goTo({ from: 4, to: 6 });
    await vi.waitFor(() => {
      expect(onview).toHaveBeenLastCalledWith(expect.objectContaining({ anchor: 4, head: 6, folds: [] }));
    });
    const kept = onview.mock.lastCall![0];
    await close!();
    const second = open({ text });
    second.editor.recall(kept);
    expect(second.all('.cm-foldPlaceholder')).toHaveLength(0);
    await close!();
    const other = open({ text: text.replace('k1', 'k100') });
    other.editor.recall(kept);
    expect(other.all('.cm-foldPlaceholder')).toHaveLength(1);
  });
});
