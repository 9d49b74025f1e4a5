import {
  codeFolding,
  ensureSyntaxTree,
  foldEffect,
  foldGutter,
  foldKeymap,
  syntaxTree,
} from '@codemirror/language';
import type { EditorState, Extension, StateEffect } from '@codemirror/state';
import { keymap } from '@codemirror/view';
import { own } from '../../json/json';
import { iconElement } from './icon-element';

type SyntaxNode = ReturnType<typeof syntaxTree>['topNode'];

/** Documents shorter than a screen are shown whole, and very long ones too: reading them through takes time. */
const shortest = 24;
const longest = 200_000;
const longestSummary = 40;
const folded = new Set(['mock', 'outputSchema']);

/** Folds the answers and schemas of a document that has just been opened: they are long and seldom read. */
export function openingFolds(state: EditorState): readonly StateEffect<unknown>[] {
  if (state.doc.lines < shortest || state.doc.length > longest) return [];
  const tree = ensureSyntaxTree(state, state.doc.length, 50);
  const folds: StateEffect<unknown>[] = [];
  tree?.iterate({
    enter(node) {
      if (node.name !== 'Property' || !folded.has(nameOf(node.node, state))) return true;
      const value = node.node.lastChild;
      if (value === null || !isContainer(value)) return true;
      const range = { from: value.from + 1, to: value.to - 1 };
      if (state.doc.lineAt(range.from).to < range.to) folds.push(foldEffect.of(range));
      return false;
    },
  });
  return folds;
}

/** What a folded list or object says in its place: how many answers, or which names. */
export function foldSummary(
  state: EditorState,
  range: { readonly from: number; readonly to: number },
): string {
  const node = syntaxTree(state).resolveInner(range.from, -1).parent;
  if (node === null || !isContainer(node)) return '…';
  const words = node.name === 'Array' ? countOf(node, state) : namesIn(node, state);
  return words.length > longestSummary ? `${words.slice(0, longestSummary - 1)}…` : words;
}

function countOf(list: SyntaxNode, state: EditorState): string {
  let count = 0;
  for (let item = list.firstChild; item !== null; item = item.nextSibling) if (isValue(item)) count += 1;
  const key = list.parent === null ? '' : nameOf(list.parent, state);
  const noun = own(nouns, key) ?? 'item';
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

const nouns: Readonly<Record<string, string>> = {
  mock: 'answer',
  steps: 'step',
  then: 'step',
  else: 'step',
  cases: 'case',
};

function namesIn(object: SyntaxNode, state: EditorState): string {
  const properties = new Map<string, SyntaxNode>();
  let length = 0;
  for (let item = object.firstChild; item !== null && length < longestSummary; item = item.nextSibling) {
    if (item.name !== 'Property') continue;
    const name = nameOf(item, state);
    length += name.length + 2;
    properties.set(name, item);
  }
  const schema = properties.get('properties')?.lastChild;
  if (schema?.name === 'Object') return namesIn(schema, state);
  const step = ['id', 'type'].flatMap((key) => {
    const value = properties.get(key)?.lastChild;
    return value?.name === 'String' ? [state.sliceDoc(value.from + 1, value.to - 1)] : [];
  });
  const isStep = object.parent?.name === 'Array' && step.length > 0;
  return (isStep ? step : [...properties.keys()]).join(', ');
}

function nameOf(node: SyntaxNode, state: EditorState): string {
  const name = node.name === 'Property' ? node.firstChild : null;
  return name === null ? '' : state.sliceDoc(name.from + 1, name.to - 1);
}

function isContainer(node: SyntaxNode): boolean {
  return node.name === 'Array' || node.name === 'Object';
}

function isValue(node: SyntaxNode): boolean {
  return isContainer(node) || /^(?:String|Number|True|False|Null)$/.test(node.name);
}

/** Folding by step, list and object, with a gutter and placeholders that say what they hide. */
export function folding(): Extension {
  return [
    codeFolding({
      preparePlaceholder: foldSummary,
      placeholderDOM(_view, unfold, summary: string) {
        const chip = document.createElement('span');
        chip.className = 'cm-foldPlaceholder';
        chip.textContent = summary;
        chip.title = 'Unfold';
        chip.onclick = unfold;
        return chip;
      },
    }),
    foldGutter({
      markerDOM(open) {
        const box = document.createElement('span');
        box.title = open ? 'Fold' : 'Unfold';
        box.append(iconElement(open ? 'chevron-down' : 'chevron-right'));
        return box;
      },
    }),
    keymap.of(foldKeymap),
  ];
}
