import { isObject, own, type Json, type JsonObject } from '../../json/json';
import type { Cursor } from '../../worker/api';
import type { Tab } from './layout.svelte';

/** What a draft remembers besides its text. */
export interface View {
  readonly run?: string;
  readonly cursor?: Cursor;
  /** The text is no edit of that run's document. */
  readonly foreign?: boolean;
  readonly tab?: Tab;
  readonly speed?: number;
  readonly folded?: readonly string[];
  readonly example?: string;
  /** Selection and folds, in the editor's own words. */
  readonly editor?: Json;
  readonly breakpoints?: Json;
  /** Where runs were held by breakpoints. */
  readonly hits?: Json;
  /** The condition that is explained. */
  readonly condition?: string;
  /** Expressions that are watched. */
  readonly watches?: readonly string[];
  /** What of the picture of the workflow was folded or unfolded by hand. */
  readonly structure?: Json;
}

const tabs: readonly string[] = [
  'workflow',
  'structure',
  'iterations',
  'variables',
  'explain',
  'chart',
  'log',
  'compare',
] satisfies Tab[];

/** Reads a stored view; what does not fit is left out, so that an older or newer page can open it. */
export function readView(stored: Json): View {
  if (!isObject(stored)) return {};
  const run = own(stored, 'run');
  const tab = own(stored, 'tab');
  const speed = own(stored, 'speed');
  const folded = own(stored, 'folded');
  const example = own(stored, 'example');
  const cursor = readCursor(own(stored, 'cursor'));
  const editor = own(stored, 'editor');
  const breakpoints = own(stored, 'breakpoints');
  const hits = own(stored, 'hits');
  const condition = own(stored, 'condition');
  const watches = own(stored, 'watches');
  const structure = own(stored, 'structure');
  return {
    ...(typeof run === 'string' ? { run } : {}),
    ...(cursor ? { cursor } : {}),
    ...(own(stored, 'foreign') === true ? { foreign: true } : {}),
    ...(isTab(tab) ? { tab } : {}),
    ...(typeof speed === 'number' && Number.isFinite(speed)
      ? { speed: Math.max(0, Math.min(4, Math.round(speed))) }
      : {}),
    ...(Array.isArray(folded) ? { folded: folded.filter((row) => typeof row === 'string') } : {}),
    ...(typeof example === 'string' ? { example } : {}),
    ...(editor === undefined ? {} : { editor }),
    ...(breakpoints === undefined ? {} : { breakpoints }),
    ...(hits === undefined ? {} : { hits }),
    ...(typeof condition === 'string' ? { condition } : {}),
    ...(Array.isArray(watches) ? { watches: watches.filter((one) => typeof one === 'string') } : {}),
    ...(structure === undefined ? {} : { structure }),
  };
}

/** A view as JSON, without the members that are not known. */
export function viewJson(view: { readonly [K in keyof View]: View[K] | undefined }): JsonObject {
  const { cursor } = view;
  const known: [string, Json | undefined][] = [
    ['run', view.run],
    ['foreign', view.foreign],
    ['tab', view.tab],
    ['speed', view.speed],
    ['folded', view.folded],
    ['example', view.example],
    ['editor', view.editor],
    ['breakpoints', view.breakpoints],
    ['hits', view.hits],
    ['structure', view.structure],
    ['condition', view.condition],
    ['watches', view.watches],
    ['cursor', cursor && { ...cursor }],
  ];
  return Object.fromEntries(known.filter((entry): entry is [string, Json] => entry[1] !== undefined));
}

function isTab(value: Json | undefined): value is Tab {
  return typeof value === 'string' && tabs.includes(value);
}

function readCursor(value: Json | undefined): Cursor | undefined {
  if (value === undefined || !isObject(value)) return undefined;
  const address = own(value, 'address');
  const iteration = own(value, 'iteration');
  const stepId = own(value, 'stepId');
  if (typeof address !== 'string' || typeof iteration !== 'number') return undefined;
  return { address, iteration, ...(typeof stepId === 'string' ? { stepId } : {}) };
}
