import type { StartOptions } from '../../worker/api';
import type { ForkAsk } from './fork-ask';
import { rememberedLayout, rememberLayout, type Theme } from './remembered-layout';
import { Structure } from './structure.svelte';

/** Views of the Run region; `Workflow` and `Structure` are among them on a narrow page only. */
export type Tab =
  'workflow' | 'structure' | 'iterations' | 'variables' | 'explain' | 'chart' | 'log' | 'compare';
export type Dialog =
  | { readonly kind: 'keys' }
  | { readonly kind: 'inputs' }
  | { readonly kind: 'go-to' }
  /** Becomes the question how to fork at the moment that is looked at, once that has been found out. */
  | { readonly kind: 'fork-here' }
  | Allow
  | EditBreakpoint
  | ForkAsk;

/** Edits the breakpoint of a step. */
export interface EditBreakpoint {
  readonly kind: 'breakpoint';
  readonly stepId: string;
}

/** Asks whether this document may reach an origin; `options`: begin a run with them once it is answered. */
export interface Allow {
  readonly kind: 'allow';
  readonly origins: readonly string[];
  readonly options?: Partial<StartOptions>;
}

export interface Toast {
  readonly text: string;
  /** It says what did not work. */
  readonly isProblem?: boolean;
  readonly undo?: () => void;
  /** Its undo is the only way back: it stays longer. */
  readonly isLastChance?: boolean;
}

/** The editor is at least this wide, the inspector this high, in px. */
const narrowest = 400;
const lowest = 84;

/** How the page is arranged. What must be known before the first paint is kept in local storage. */
export class Layout {
  tab = $state<Tab>('iterations');
  /** Numbers the chart draws; those of other documents are passed over. */
  series = $state.raw<readonly string[]>([]);
  /** The iterations can be filtered, sorted and copied. */
  sieveOpen = $state(false);
  /** Expressions that are shown beside the checks and offered to the chart. */
  watches = $state.raw<readonly string[]>([]);
  /** Key of the condition that is explained; undefined: the nearest. */
  condition = $state<string>();
  page = $state<'workbench' | 'runs'>('workbench');
  theme = $state<Theme>('system');
  /** Width of the editor in px; undefined: as drawn. */
  editorWidth = $state<number>();
  editorOnly = $state(false);
  /** undefined: as soon as there is one. */
  problemsOpen = $state<boolean>();
  /** px, once somebody has set it; until then a share of what there is. */
  inspectorHeight = $state<number>();
  readonly structure = new Structure();
  structureOpen = $state(true);
  /** Height of the picture of the workflow in px; undefined: as high as it needs, within reason. */
  structureHeight = $state<number>();
  narrow = $state(false);
  /** Line and column of the text cursor, from 1, and its place in the text, from 0. */
  caret = $state.raw<{ readonly line: number; readonly column: number; readonly offset: number }>();
  dialog = $state.raw<Dialog>();
  toast = $state.raw<Toast>();

  constructor() {
    const { theme, editorWidth, inspectorHeight, structureHeight, structureOpen } = rememberedLayout();
    this.theme = theme;
    if (editorWidth !== undefined) this.editorWidth = this.#bounded(editorWidth, innerWidth);
    if (inspectorHeight !== undefined) this.inspectorHeight = Math.max(lowest, inspectorHeight);
    if (structureHeight !== undefined) this.structureHeight = Math.max(lowest, structureHeight);
    this.structureOpen = structureOpen ?? true;
  }

  showsProblems(count: number): boolean {
    return this.problemsOpen ?? count > 0;
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    this.#keep();
  }

  /** The editor takes between 400 px and 60 % of the page. */
  setEditorWidth(width: number, page: number): void {
    this.editorWidth = this.#bounded(width, page);
    this.#keep();
  }

  setInspectorHeight(height: number, room: number): void {
    this.inspectorHeight = Math.round(Math.max(lowest, Math.min(height, room - 120)));
    this.#keep();
  }

  setStructureHeight(height: number, room: number): void {
    this.structureHeight = Math.round(Math.max(lowest, Math.min(height, room)));
    this.#keep();
  }

  showStructure(open: boolean): void {
    this.structureOpen = open;
    this.#keep();
  }

  /** A run was opened or begun: what is compared beside each other has no place for it. */
  showRun(): void {
    this.page = 'workbench';
    if (this.tab === 'compare') this.tab = 'iterations';
  }

  say(toast: Toast): void {
    this.toast = toast;
  }

  /** Another document has taken the place of this one; gives the way back. */
  clearWatches(): () => void {
    const { watches } = this;
    this.watches = [];
    return () => (this.watches = watches);
  }

  #bounded(width: number, page: number): number {
    return Math.round(Math.max(narrowest, Math.min(width, page * 0.6)));
  }

  #keep(): void {
    const { theme, editorWidth, inspectorHeight, structureHeight, structureOpen } = this;
    const heights = { ...(inspectorHeight !== undefined && { inspectorHeight }), structureHeight };
    rememberLayout({ theme, editorWidth, ...heights, structureOpen });
  }
}
