import { isList, type Range } from '../json/json';
import type { Bindings, Compilation } from './compilation';
import { compileExpr } from './compile-expr';
import type { Environment } from './environment';
import { type Expr, hasArrow, type Value } from './expr';
import { checkTextLength, type Frame, innerFrame, openFrame, outOfSteps } from './frame';
import { type Mentions, MentionsBuilder } from './mentions';
import { typeError } from './operators';
import type { CompileResult, Problem } from './problem';
import { parseTemplate, type TemplateNode } from './template-parse';
import { renderText } from './text';

/** A stretch of a rendered text; `filled` ones came out of a tag, whose place `range` is. */
export interface Piece {
  readonly text: string;
  readonly filled: boolean;
  readonly range?: Range;
}

/** A template ready to be evaluated any number of times. */
export interface CompiledTemplate<S> {
  readonly source: string;
  readonly mentions: Mentions;
  /** Without tags it gives the same in every scope. */
  readonly constant: boolean;
  /** Always text, except for a value template that is exactly one tag. Throws an `EvaluationError`. */
  evaluate(scope: S): Value;
  /** The text in pieces, evaluated anew. Throws an `EvaluationError`. */
  pieces(scope: S): readonly Piece[];
  /** A `template/nothing` for each tag in text that gave `undefined` or `null`, evaluated anew. */
  notes(scope: S): readonly Problem[];
}

/** Where text goes while a template is evaluated; `nothing` is what a tag gave instead of a value. */
type Write = (text: string, tag?: Range, nothing?: 'undefined' | 'null') => void;
type Render<S> = (scope: S, frame: Frame | undefined, write: Write) => void;

/**
 * Compiles a template. `'text'` always gives a string; `'value'` keeps the type of a string that is exactly
 * one tag.
 */
export function compileTemplate<S>(
  source: string,
  environment: Environment<S>,
  mode: 'text' | 'value',
): CompileResult<CompiledTemplate<S>> {
  const parsed = parseTemplate(source);
  if (!parsed.ok) return parsed;
  const { nodes } = parsed;
  const compilation: Compilation<S> = { source, environment, problems: [], probe: undefined };
  const [only] = nodes;
  const start =
    mode === 'value' && nodes.length === 1 && only?.type === 'tag'
      ? singleStart(only.expr, only.range, compilation)
      : textStart(nodes, compilation);
  if (compilation.problems.length > 0) return { ok: false, problems: compilation.problems };

  const constant = nodes.every(({ type }) => type === 'text');
  const builder = new MentionsBuilder();
  for (const node of nodes) mention(node, builder, []);
  const compiled: CompiledTemplate<S> = {
    source,
    mentions: builder.mentions(),
    constant,
    evaluate: constant ? constantStart(nodes) : start.evaluate,
    pieces: (scope) => piecesOf((write) => start.run(scope, write), source),
    notes: (scope) => notesOf((write) => start.run(scope, write), source),
  };
  return { ok: true, compiled };
}

/** How an evaluation begins: for its value, or writing piece by piece. */
interface Start<S> {
  readonly evaluate: (scope: S) => Value;
  readonly run: (scope: S, write: Write) => void;
}

/** A template that is exactly one tag: its value as it is. As text it has no gap, so it gives no note. */
function singleStart<S>(expr: Expr, range: Range, compilation: Compilation<S>): Start<S> {
  const value = compileExpr(expr, undefined, compilation);
  const evaluate = hasArrow(expr) ? (scope: S) => value(scope, openFrame()) : value;
  return {
    evaluate,
    run: (scope, write) => write(renderText(evaluate(scope), expr.range), range),
  };
}

function textStart<S>(nodes: readonly TemplateNode[], compilation: Compilation<S>): Start<S> {
  const render = renderAll(nodes, undefined, compilation);
  const run = (scope: S, write: Write): void => render(scope, openFrame(), write);
  return { evaluate: (scope) => rendered((write) => run(scope, write), compilation.source), run };
}

function constantStart(nodes: readonly TemplateNode[]): () => string {
  const text = nodes.map((node) => (node.type === 'text' ? node.text : '')).join('');
  return () => text;
}

function rendered(run: (write: Write) => void, source: string): string {
  let whole = '';
  run((text, range) => {
    whole += text;
    checkTextLength(whole.length, range ?? { from: 0, to: source.length });
  });
  return whole;
}

function piecesOf(run: (write: Write) => void, source: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let length = 0;
  run((text, range) => {
    length += text.length;
    checkTextLength(length, range ?? { from: 0, to: source.length });
    const last = pieces.at(-1);
    if (range) pieces.push({ text, filled: true, range });
    else if (last && !last.filled) pieces.splice(-1, 1, { text: last.text + text, filled: false });
    else pieces.push({ text, filled: false });
  });
  return pieces;
}

function notesOf(run: (write: Write) => void, source: string): readonly Problem[] {
  const notes = new Map<number, Problem>();
  run((_text, range, nothing) => {
    if (!range || !nothing) return;
    const message = `\`${source.slice(range.from + 2, range.to - 2).trim()}\` is ${nothing}: nothing is written here.`;
    notes.set(range.from, { code: 'template/nothing', message, range });
  });
  return [...notes.values()];
}

function renderAll<S>(
  nodes: readonly TemplateNode[],
  bindings: Bindings | undefined,
  compilation: Compilation<S>,
): Render<S> {
  const renders = nodes.map((node) => renderNode(node, bindings, compilation));
  return (scope, frame, write) => {
    for (const render of renders) render(scope, frame, write);
  };
}

function renderNode<S>(
  node: TemplateNode,
  bindings: Bindings | undefined,
  compilation: Compilation<S>,
): Render<S> {
  switch (node.type) {
    case 'text': {
      const { text } = node;
      return (_scope, _frame, write) => write(text);
    }
    case 'tag': {
      const { expr, range } = node;
      const evaluate = compileExpr(expr, bindings, compilation);
      return (scope, frame, write) => {
        const value = evaluate(scope, frame);
        const nothing = value === undefined ? 'undefined' : value === null ? 'null' : undefined;
        write(renderText(value, expr.range), range, nothing);
      };
    }
    case 'if': {
      const branches = node.branches.map(({ test, body }) => ({
        test: compileExpr(test, bindings, compilation),
        body: renderAll(body, bindings, compilation),
      }));
      const otherwise = renderAll(node.otherwise, bindings, compilation);
      return (scope, frame, write) => {
        const taken = branches.find(({ test }) => test(scope, frame));
        (taken?.body ?? otherwise)(scope, frame, write);
      };
    }
    case 'each':
      return renderEach(node, bindings, compilation);
  }
}

function renderEach<S>(
  node: TemplateNode & { readonly type: 'each' },
  bindings: Bindings | undefined,
  compilation: Compilation<S>,
): Render<S> {
  const { source } = compilation;
  const list = compileExpr(node.list, bindings, compilation);
  const body = renderAll(node.body, { value: 'item', second: 'index', outer: bindings }, compilation);
  return (scope, outer, write) => {
    const items = list(scope, outer);
    if (items === undefined || items === null) return;
    if (!isList(items)) throw typeError(node.list, items, '`#each` goes through a list', source);
    const frame = innerFrame(outer);
    for (const [index, item] of items.entries()) {
      if (--frame.meter.left < 0) throw outOfSteps(node.list.range);
      frame.value = item;
      frame.second = index;
      body(scope, frame, write);
    }
  };
}

function mention(node: TemplateNode, builder: MentionsBuilder, bound: readonly string[]): void {
  switch (node.type) {
    case 'text':
      return;
    case 'tag':
      builder.add(node.expr, bound);
      return;
    case 'if':
      for (const { test, body } of node.branches) {
        builder.add(test, bound);
        for (const inner of body) mention(inner, builder, bound);
      }
      for (const inner of node.otherwise) mention(inner, builder, bound);
      return;
    case 'each':
      builder.add(node.list, bound);
      for (const inner of node.body) mention(inner, builder, [...bound, 'item', 'index']);
      return;
  }
}
