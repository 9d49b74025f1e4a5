import { RangeSetBuilder } from '@codemirror/state';
import {
  Decoration,
  ViewPlugin,
  type DecorationSet,
  type EditorView,
  type ViewUpdate,
} from '@codemirror/view';
import { columns } from './columns';

/** Lets the rows of a wrapped line begin where its text begins. */
export const wrappedIndent = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = indents(view);
    }

    update(update: ViewUpdate): void {
      const resized = update.startState.field(columns) !== update.state.field(columns);
      if (update.docChanged || update.viewportChanged || resized) this.decorations = indents(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

function indents(view: EditorView): DecorationSet {
  const width = view.state.field(columns);
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to;) {
      const line = view.state.doc.lineAt(at);
      if (line.length > width) {
        const indent = Math.min(/^ */.exec(line.text)?.[0].length ?? 0, Math.floor(width / 2));
        if (indent > 0) builder.add(line.from, line.from, hanging(indent));
      }
      at = line.to + 1;
    }
  }
  return builder.finish();
}

function hanging(indent: number): Decoration {
  return Decoration.line({
    attributes: { style: `text-indent: -${indent}ch; padding-left: calc(${indent}ch + 4px)` },
  });
}
