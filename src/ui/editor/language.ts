import { json } from '@codemirror/lang-json';
import { HighlightStyle, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { EditorState, type Extension } from '@codemirror/state';
import { tags } from '@lezer/highlight';

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--syn-key)', fontWeight: '500' },
  { tag: tags.string, color: 'var(--syn-string)' },
  { tag: tags.number, color: 'var(--syn-number)' },
  { tag: [tags.bool, tags.null], color: 'var(--syn-keyword)' },
  { tag: [tags.separator, tags.squareBracket, tags.brace], color: 'var(--syn-punct)' },
]);

/** JSON, parsed piece by piece as it comes into view, in the page's colours, indented by two spaces. */
export function jsonLanguage(): Extension {
  return [json(), syntaxHighlighting(colours), indentUnit.of('  '), EditorState.tabSize.of(2)];
}
