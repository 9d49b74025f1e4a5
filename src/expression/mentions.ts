import type { Range } from '../json/json';
import { isLookup, type LookupName } from './environment';
import { type Arrow, childrenOf, type Expr } from './expr';

/** A path of static names that is read, from a root of the scope: `steps.review.score`. */
export interface PathMention {
  readonly names: readonly string[];
  /** One for each name, in the source; a key in brackets with its quotes. */
  readonly ranges: readonly Range[];
  /** The whole path. */
  readonly range: Range;
}

export interface LookupMention {
  readonly name: LookupName;
  readonly id: string;
  /** Of the id, with its quotes. */
  readonly range: Range;
}

/** What a source reads and calls, known without evaluating it. */
export interface Mentions {
  readonly paths: readonly PathMention[];
  readonly lookups: readonly LookupMention[];
  /** Names of the functions called, look-ups included. */
  readonly functions: ReadonlySet<string>;
  /** Whether a function, look-up or method is called. */
  readonly calls: boolean;
  /** Each `P` of which `….P.outputs` is read, so the list that is hidden there is needed. */
  readonly outputsOf: ReadonlySet<string>;
}

/** Of a text that reads nothing. */
export const noMentions: Mentions = {
  paths: [],
  lookups: [],
  functions: new Set(),
  calls: false,
  outputsOf: new Set(),
};

/** Gathers what several expressions mention, in the order they are added. */
export class MentionsBuilder {
  private readonly paths: PathMention[] = [];
  private readonly lookups: LookupMention[] = [];
  private readonly functions = new Set<string>();
  private readonly outputsOf = new Set<string>();
  private calls = false;

  /** Adds an expression; `bound` are names that are no roots there: parameters, `item` of a block. */
  add(expr: Expr | Arrow, bound: readonly string[] = []): void {
    switch (expr.type) {
      case 'literal':
        return;
      case 'name':
      case 'member':
        this.addPath(expr, bound);
        return;
      case 'index':
      case 'unary':
      case 'binary':
      case 'logical':
      case 'conditional':
      case 'list':
      case 'object':
        for (const child of childrenOf(expr)) this.add(child, bound);
        return;
      case 'method':
        this.calls = true;
        for (const child of childrenOf(expr)) this.add(child, bound);
        return;
      case 'call': {
        this.functions.add(expr.name);
        this.calls = true;
        const [id] = expr.args;
        if (isLookup(expr.name) && id?.type === 'literal') {
          this.lookups.push({ name: expr.name, id: String(id.value), range: id.range });
        }
        for (const arg of expr.args) this.add(arg, bound);
        return;
      }
      case 'arrow':
        this.add(expr.body, [...bound, ...expr.params.map(({ name }) => name)]);
        return;
    }
  }

  /** Everything added so far. */
  mentions(): Mentions {
    const { paths, lookups, functions, calls, outputsOf } = this;
    return { paths, lookups, functions, calls, outputsOf };
  }

  private addPath(expr: Expr, bound: readonly string[]): void {
    const names: string[] = [];
    const ranges: Range[] = [];
    let at = expr;
    while (at.type === 'member') {
      if (at.key === 'outputs' && at.object.type === 'member') this.outputsOf.add(at.object.key);
      names.unshift(at.key);
      ranges.unshift(at.keyRange);
      at = at.object;
    }
    if (at.type !== 'name') {
      this.add(at, bound);
    } else if (!bound.includes(at.name)) {
      const paths = { names: [at.name, ...names], ranges: [at.range, ...ranges], range: expr.range };
      this.paths.push(paths);
    }
  }
}

/** What one expression mentions. */
export function mentionsOf(expr: Expr): Mentions {
  const builder = new MentionsBuilder();
  builder.add(expr);
  return builder.mentions();
}
