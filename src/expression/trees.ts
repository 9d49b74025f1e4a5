import type { Range } from '../json/json';
import type { Expr } from './expr';
import type { Mentions } from './mentions';

/** An expression that was read: plain data, which can be posted and compiled elsewhere. */
export interface ExpressionTree {
  readonly source: string;
  readonly expr: Expr;
  readonly mentions: Mentions;
}

/** A template that was read: plain data like an {@link ExpressionTree}. */
export interface TemplateTree {
  readonly source: string;
  readonly nodes: readonly TemplateNode[];
  readonly mentions: Mentions;
}

/** A part of a template. Ranges are in the template's source and include the braces of tags. */
export type TemplateNode =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'tag'; readonly expr: Expr; readonly range: Range }
  | {
      readonly type: 'if';
      readonly branches: readonly IfBranch[];
      readonly otherwise: readonly TemplateNode[];
    }
  | { readonly type: 'each'; readonly list: Expr; readonly body: readonly TemplateNode[] };

export interface IfBranch {
  readonly test: Expr;
  readonly body: readonly TemplateNode[];
}

/** What was read of a document, by its text: the same text is the same tree wherever it stands. */
export interface Trees {
  readonly expressions: ReadonlyMap<string, ExpressionTree>;
  /** Of texts that hold `{{`; all others are text and nothing else. */
  readonly templates: ReadonlyMap<string, TemplateTree>;
}
