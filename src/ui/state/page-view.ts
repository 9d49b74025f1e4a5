import type { Json } from '../../json/json';
import type { Playground } from '../playground.svelte';
import { viewJson, type View } from './view';

/** What a draft remembers of the page as it is now, besides its text. */
export function pageView(playground: Playground): Json {
  const { run, layout, speed, folds, editorView: editor } = playground;
  const { id, cursor, foreign } = run;
  const { example } = playground.draft;
  const breakpoints = playground.breakpoints.json();
  const hits = playground.hits.json();
  const structure = layout.structure.json();
  const { tab, watches, condition } = layout;
  const seen = { run: id, cursor, foreign, tab, speed, folded: folds.rows, example, editor };
  return viewJson({ ...seen, breakpoints, hits, structure, watches, condition });
}

/** Arranges the page as it was; the run and its moment are not shown by this. */
export function recallView(playground: Playground, view: View): void {
  const { layout } = playground;
  if (view.tab) layout.tab = view.tab;
  playground.speed = view.speed ?? playground.speed;
  playground.folds.rows = view.folded ?? [];
  playground.draft.example = view.example;
  playground.editorView = view.editor;
  playground.breakpoints.restore(view.breakpoints);
  playground.hits.restore(view.hits);
  layout.structure.restore(view.structure);
  layout.watches = view.watches ?? [];
  layout.condition = view.condition;
}
