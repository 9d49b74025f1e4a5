import { RangeSetBuilder } from '@codemirror/state';
import {
  Decoration,
  ViewPlugin,
  type DecorationSet,
  type EditorView,
  type ViewUpdate,
} from '@codemirror/view';
import { foldState } from '@codemirror/language';
import { columns } from './columns';
import { rowAt } from './visual-row';

/** Lets the rows of a wrapped line begin where its text begins. */
export const wrappedIndent = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = indents(view);
    }

    update(update: ViewUpdate): void {
      const resized = update.startState.field(columns) !== update.state.field(columns);
      const folded = update.startState.field(foldState) !== update.state.field(foldState);
      if (update.docChanged || update.viewportChanged || resized || folded)
        this.decorations = indents(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

function indents(view: EditorView): DecorationSet {
  const width = view.state.field(columns);
  const builder = new RangeSetBuilder<Decoration>();
  for (const block of view.viewportLineBlocks) {
    const row = rowAt(view.state, block.from);
    if (row === undefined || row.length <= width) continue;
    const indent = Math.min(row.indent, Math.floor(width / 2));
    if (indent > 0) builder.add(block.from, block.from, hanging(indent));
  }
  return builder.finish();
}

function hanging(indent: number): Decoration {
  return Decoration.line({
    attributes: { style: `text-indent: -${indent}ch; padding-left: calc(${indent}ch + 4px)` },
  });
}
