import type { Range } from '../json/json';
import type { Expr } from './expr';
import { NESTING_LIMIT } from './limits';
import { parseExpression } from './parse';
import type { Problem } from './problem';
import { scanTemplate, type Tag } from './template-scan';
import type { TemplateNode } from './trees';

export type ParsedTemplate =
  | { readonly ok: true; readonly nodes: readonly TemplateNode[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

interface OpenBlock {
  readonly kind: 'if' | 'each';
  readonly opening: Range;
  /** Bodies so far with what leads into each; no test on an `else`. */
  readonly bodies: { readonly test: Expr | undefined; readonly nodes: TemplateNode[] }[];
}

/** Reads a template as text, tags and blocks, or says everything that is wrong with it. */
export function parseTemplate(source: string): ParsedTemplate {
  const scanned = scanTemplate(source);
  const parser = new TemplateParser(scanned.problems);
  for (const part of scanned.parts) {
    if (part.type === 'text') parser.add({ type: 'text', text: part.text });
    else parser.tag(part);
  }
  const nodes = parser.finish();
  return parser.problems.length > 0 ? { ok: false, problems: parser.problems } : { ok: true, nodes };
}

class TemplateParser {
  readonly problems: Problem[];
  private readonly root: TemplateNode[] = [];
  private readonly open: OpenBlock[] = [];

  constructor(problems: readonly Problem[]) {
    this.problems = [...problems];
  }

  add(node: TemplateNode): void {
    const body = this.open.at(-1)?.bodies.at(-1)?.nodes ?? this.root;
    body.push(node);
  }

  tag(tag: Tag): void {
    const head = /^\s*(#\s*\w*|\/\s*\w*|else\s+if(?!\w)|else(?=\s*$))/.exec(tag.content)?.[0] ?? '';
    const word = head
      .replace(/\s+/g, ' ')
      .replace(/([#/]) /, '$1')
      .trim();
    switch (word) {
      case '':
        this.addTag(tag);
        return;
      case '#if':
      case '#each':
        this.begin(word === '#if' ? 'if' : 'each', tag, head.length);
        return;
      case 'else':
      case 'else if':
        this.otherwise(tag, word === 'else' ? undefined : head.length);
        return;
      case '/if':
      case '/each':
        if (tag.content.trim() !== head.trim())
          this.report('template/unexpected-tag', `Only \`{{${word}}}\` ends a block.`, tag);
        this.end(word === '/if' ? 'if' : 'each', tag);
        return;
    }
    this.report('template/unknown-block', `There is no block \`${word}\`, only \`#if\` and \`#each\`.`, tag);
    // Its content is read as belonging to the block around it, so that one problem stays one.
  }

  /** The root's nodes; blocks still open are problems at their openings. */
  finish(): readonly TemplateNode[] {
    while (this.open.length > 0) {
      const { kind, opening } = this.close();
      const message = `This \`{{#${kind}}}\` is never closed: \`{{/${kind}}}\` is missing.`;
      this.problems.push({ code: 'template/unclosed-block', message, range: opening });
    }
    return this.root;
  }

  private addTag(tag: Tag): void {
    const expr = this.expression(tag, 0);
    if (expr) this.add({ type: 'tag', expr, range: tag.range });
  }

  private begin(kind: 'if' | 'each', tag: Tag, headLength: number): void {
    if (this.open.length >= NESTING_LIMIT) {
      this.report('template/too-deep', `Blocks nest at most ${NESTING_LIMIT} levels.`, tag);
    }
    const test = this.expression(tag, headLength) ?? NOTHING;
    this.open.push({ kind, opening: tag.range, bodies: [{ test, nodes: [] }] });
  }

  private otherwise(tag: Tag, headLength: number | undefined): void {
    const block = this.open.at(-1);
    if (block?.kind !== 'if') {
      this.report('template/unexpected-tag', 'There is no `{{#if}}` here for this `else`.', tag);
    } else if (block.bodies.at(-1)?.test === undefined) {
      this.report(
        'template/unexpected-tag',
        'The last `{{else}}` has been: nothing can follow but `{{/if}}`.',
        tag,
      );
    } else {
      const test = headLength === undefined ? undefined : (this.expression(tag, headLength) ?? NOTHING);
      block.bodies.push({ test, nodes: [] });
    }
  }

  private end(kind: 'if' | 'each', tag: Tag): void {
    if (this.open.at(-1)?.kind === kind) {
      this.close();
      return;
    }
    const message = `There is no open \`{{#${kind}}}\` for this \`{{/${kind}}}\` to close.`;
    this.report('template/unexpected-tag', message, tag);
  }

  /** Takes the innermost open block away and adds it, finished, to what is around it. */
  private close(): OpenBlock {
    const block = this.open.pop();
    if (block === undefined) throw new Error('no block is open');
    const branches = block.bodies.flatMap(({ test, nodes }) => (test ? [{ test, body: nodes }] : []));
    const otherwise = block.bodies.find(({ test }) => test === undefined)?.nodes ?? [];
    const [first] = branches;
    if (block.kind === 'if') this.add({ type: 'if', branches, otherwise });
    else if (first) this.add({ type: 'each', list: first.test, body: first.body });
    return block;
  }

  private expression({ content, range }: Tag, from: number): Expr | undefined {
    const parsed = parseExpression(content.slice(from), range.from + 2 + from);
    if (parsed.ok) return parsed.expr;
    for (const problem of parsed.problems) {
      this.problems.push(problem.code === 'expression/empty' ? { ...problem, range } : problem);
    }
    return undefined;
  }

  private report(code: string, message: string, { range }: Tag): void {
    this.problems.push({ code, message, range });
  }
}

/** Stands for a test that could not be read; the template will not be evaluated. */
const NOTHING: Expr = { type: 'literal', value: undefined, range: { from: 0, to: 0 } };
