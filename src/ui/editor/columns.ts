import { StateEffect, StateField, type Extension } from '@codemirror/state';
import { ViewPlugin, type EditorView, type ViewUpdate } from '@codemirror/view';

const setColumns = StateEffect.define<number>();

/** How many characters of the code font fit in a line of the page; 0 until it has been measured. */
export const columns = StateField.define<number>({
  create: () => 0,
  update: (value, transaction) =>
    transaction.effects.reduce((found, effect) => (effect.is(setColumns) ? effect.value : found), value),
});

const linePadding = 8;

const measuring = ViewPlugin.fromClass(
  class {
    #gone = false;

    constructor(view: EditorView) {
      this.#measure(view);
    }

    update(update: ViewUpdate): void {
      if (update.geometryChanged) this.#measure(update.view);
    }

    destroy(): void {
      this.#gone = true;
    }

    #measure(view: EditorView): void {
      view.requestMeasure({
        key: this,
        read: () => Math.floor((view.contentDOM.clientWidth - linePadding) / view.defaultCharacterWidth),
        write: (found) => {
          if (found === view.state.field(columns)) return;
          // A view takes no change while it measures.
          queueMicrotask(() => {
            if (!this.#gone) view.dispatch({ effects: setColumns.of(found) });
          });
        },
      });
    }
  },
);

/** Keeps `columns` true to the width of the page. */
export const columnCount: Extension = [columns, measuring];
