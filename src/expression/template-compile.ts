import { isList, type Range } from '../json/json';
import type { Bindings, Compilation } from './compilation';
import { compileExpr } from './compile-expr';
import type { Environment } from './environment';
import { type Expr, hasArrow, type Value } from './expr';
import { checkTextLength, type Frame, innerFrame, type Meter, openFrame, outOfSteps } from './frame';
import { type Mentions, noMentions } from './mentions';
import { typeError } from './operators';
import { renderText } from './text';
import type { TemplateNode, TemplateTree } from './trees';

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
  /** Always text, except for a value template that is exactly one tag. Throws an `EvaluationError`. */
  evaluate(scope: S, shared?: Meter): Value;
  /** The text in pieces, evaluated anew. Throws an `EvaluationError`. */
  pieces(scope: S): readonly Piece[];
}

/** Where text goes while a template is evaluated; `tag` is where it came from, when from one. */
type Write = (text: string, tag?: Range) => void;
type Render<S> = (scope: S, frame: Frame | undefined, write: Write) => void;

/**
 * Compiles a template. `'text'` always gives a string; `'value'` keeps the type of a string that is exactly
 * one tag.
 */
export function compileTemplate<S>(
  { source, nodes, mentions }: TemplateTree,
  environment: Environment<S>,
  mode: 'text' | 'value',
): CompiledTemplate<S> {
  const compilation: Compilation<S> = { source, environment, probe: undefined };
  const [only] = nodes;
  const start =
    mode === 'value' && nodes.length === 1 && only?.type === 'tag'
      ? singleStart(only.expr, only.range, compilation)
      : textStart(nodes, compilation);
  const constant = nodes.every(({ type }) => type === 'text');
  return {
    source,
    mentions,
    evaluate: constant ? constantStart(nodes) : start.evaluate,
    pieces: (scope) => piecesOf((write) => start.run(scope, write), source),
  };
}

/** A text without tags as a template, which gives it in every scope. */
export function plainText(source: string): TemplateTree {
  return { source, nodes: [{ type: 'text', text: source }], mentions: noMentions };
}

/** How an evaluation begins: for its value, or writing piece by piece. */
interface Start<S> {
  readonly evaluate: (scope: S, shared?: Meter) => Value;
  readonly run: (scope: S, write: Write) => void;
}

/** A template that is exactly one tag: its value as it is. As text it has no gap, so it gives no note. */
function singleStart<S>(expr: Expr, range: Range, compilation: Compilation<S>): Start<S> {
  const value = compileExpr(expr, undefined, compilation);
  const metered = hasArrow(expr);
  const evaluate = (scope: S, shared?: Meter): Value =>
    metered || shared ? value(scope, openFrame(shared)) : value(scope);
  return {
    evaluate,
    run: (scope, write) => write(renderText(evaluate(scope), expr.range), range),
  };
}

function textStart<S>(nodes: readonly TemplateNode[], compilation: Compilation<S>): Start<S> {
  const render = renderAll(nodes, undefined, compilation);
  const run = (scope: S, write: Write, shared?: Meter): void => render(scope, openFrame(shared), write);
  return {
    evaluate: (scope, shared) => rendered((write) => run(scope, write, shared), compilation.source),
    run,
  };
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
        write(renderText(evaluate(scope, frame), expr.range), range);
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
