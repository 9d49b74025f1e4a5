import type { Help } from './entry';

/** Problems of the text as JSON. */
export const jsonHelp: Help = {
  'json/after-end': {
    title: 'Something follows the document',
    explanation: 'A document is one object. After its last brace nothing may follow but spaces.',
    example: '{ "steps": [] } }',
    fix: '{ "steps": [] }',
  },
  'json/bad-escape': {
    title: 'A backslash has no meaning here',
    explanation:
      'In a string a backslash begins `\\n`, `\\"`, `\\\\` and a few more. A backslash of its own is written twice.',
    example: '"C:\\data"',
    fix: '"C:\\\\data"',
  },
  'json/bad-number': {
    title: 'A number is written in another way',
    explanation:
      'JSON knows `3`, `-3.5` and `1e6`: no plus before it, no zeros in front, and digits on both sides of the point.',
    example: '"ms": .5',
    fix: '"ms": 0.5',
  },
  'json/comment': {
    title: 'JSON has no comments',
    explanation:
      'What a step is for can be said in its `title`, what a workflow is for in its `description`.',
    example: '{ "steps": [] } // nothing yet',
    fix: '{ "description": "nothing yet", "steps": [] }',
  },
  'json/control-character': {
    title: 'A string holds a line break or tab',
    explanation: 'Inside a string a line break is written `\\n` and a tab `\\t`.',
    example: '"one\ntwo"',
    fix: '"one\\ntwo"',
  },
  'json/duplicate-key': {
    title: 'A field is given twice',
    explanation: 'Of two fields with one name the later one counts and the earlier is lost.',
    example: '{ "name": "a", "name": "b" }',
    fix: '{ "name": "b" }',
  },
  'json/empty': {
    title: 'The document is empty',
    explanation: 'A workflow is an object with at least one step.',
    example: '',
    fix: '{ "steps": [{ "type": "template", "template": "Hello" }] }',
  },
  'json/missing-colon': {
    title: 'A colon is missing',
    explanation: 'Between the name of a field and its value stands a colon.',
    example: '{ "name" "a" }',
    fix: '{ "name": "a" }',
  },
  'json/missing-comma': {
    title: 'A comma is missing',
    explanation: 'Fields of an object and items of a list are parted by commas.',
    example: '{ "a": 1 "b": 2 }',
    fix: '{ "a": 1, "b": 2 }',
  },
  'json/missing-value': {
    title: 'A value is missing',
    explanation: 'After a colon, and between the commas of a list, stands a value.',
    example: '{ "name": }',
    fix: '{ "name": "a" }',
  },
  'json/no-object': {
    title: 'A field stands outside of an object',
    explanation: 'Fields belong into an object, which begins with `{` and ends with `}`.',
    example: '"steps": [] }',
    fix: '{ "steps": [] }',
  },
  'json/number-too-large': {
    title: 'A number is too large',
    explanation: 'Numbers go up to about 1.8 × 10³⁰⁸.',
    example: '"ms": 1e999',
    fix: '"ms": 1e9',
  },
  'json/single-quotes': {
    title: 'A string stands in single quotes',
    explanation: 'Strings in JSON stand in double quotes. Inside expressions both may be used.',
    example: '{ "name": \'a\' }',
    fix: '{ "name": "a" }',
  },
  'json/too-deep': {
    title: 'The document is nested too deep',
    explanation: 'Lists and objects can be inside each other at most 200 levels.',
    example: '[[[[…]]]]',
    fix: 'Take out levels that hold only one thing.',
  },
  'json/too-large': {
    title: 'The document is too large',
    explanation:
      'A document has at most 5 MB of text. Larger ones are not read at all, so that the page stays quick.',
    example: '{ "inputs": { "book": "…six million letters…" }, "steps": [ … ] }',
    fix: 'Shorten the data, or fetch it in a step of type `http`.',
  },
  'json/trailing-comma': {
    title: 'A comma stands after the last one',
    explanation: 'After the last field of an object and the last item of a list there is no comma.',
    example: '{ "steps": [], }',
    fix: '{ "steps": [] }',
  },
  'json/unclosed': {
    title: 'A bracket is never closed',
    explanation: 'Every `{` needs its `}` and every `[` its `]`.',
    example: '{ "steps": []',
    fix: '{ "steps": [] }',
  },
  'json/unclosed-string': {
    title: 'A string is never closed',
    explanation: 'A string ends with a double quote on the line on which it begins.',
    example: '{ "name": "a }',
    fix: '{ "name": "a" }',
  },
  'json/unexpected': {
    title: 'Something is not JSON here',
    explanation: 'This character cannot stand here.',
    example: '{ "steps": [] ; }',
    fix: '{ "steps": [] }',
  },
  'json/unknown-word': {
    title: 'A word is no value',
    explanation: 'Without quotes there are only `true`, `false`, `null` and numbers.',
    example: '{ "parallel": True }',
    fix: '{ "parallel": true }',
  },
  'json/unquoted-key': {
    title: 'The name of a field stands without quotes',
    explanation: 'Names of fields are strings and stand in double quotes.',
    example: '{ steps: [] }',
    fix: '{ "steps": [] }',
  },
  'json/white-space': {
    title: 'A space is not an ordinary one',
    explanation:
      'Outside of strings only spaces, tabs and line breaks may stand. Text copied from a page can bring others along.',
    example: '{\u00a0"steps": [] }',
    fix: '{ "steps": [] }',
  },
};
