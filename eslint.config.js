import { defineConfig } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import reasons from './scripts/reasons.mjs';
import svelteConfig from './svelte.config.js';

/** The rooms that may not see the world: time, chance, network, storage and page reach them as arguments. */
const innerRooms = ['src/json/**', 'src/expression/**', 'src/workflow/**', 'src/engine/**'];

const outsideWorld = [
  ...['Date', 'performance', 'crypto', 'setTimeout', 'setInterval', 'setImmediate', 'requestAnimationFrame'],
  ...['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'Worker', 'postMessage', 'importScripts'],
  ...['indexedDB', 'caches', 'localStorage', 'sessionStorage', 'document', 'window', 'navigator', 'location'],
  ...['self', 'globalThis', 'process', 'console'],
];

const noStateInModules = {
  selector: ':matches(Program, Program > ExportNamedDeclaration) > VariableDeclaration[kind="let"]',
  message: 'State of a module belongs to src/ui; below it state is passed on.',
};

export default defineConfig(
  { ignores: ['dist/', 'coverage/', '.cache/', 'node_modules/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,js,mjs,cjs,svelte}'],
    plugins: { reasons },
    rules: {
      'reasons/suppression': 'error',
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-console': 'error',
      'prefer-const': 'error',
      'no-var': 'error',
    },
  },
  {
    files: ['src/**/*.{ts,svelte}', '{tests,bench}/**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] },
    },
    rules: {
      '@typescript-eslint/no-shadow': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { allowDefaultCaseForExhaustiveSwitch: false, considerDefaultExhaustiveForUnions: false },
      ],
      '@typescript-eslint/consistent-type-assertions': [
        'error',
        { assertionStyle: 'as', objectLiteralTypeAssertions: 'never' },
      ],
      '@typescript-eslint/ban-ts-comment': ['error', { minimumDescriptionLength: 10 }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // `return report(…)` as a way out of a function that gives nothing is an idiom here.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // Slow, and about enums, which there are none of.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      // An interface may promise more time than an implementation needs, as the journal in memory shows.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['src/**/*.{ts,svelte}'],
    plugins: { reasons },
    rules: { 'reasons/assertion': 'error' },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/ui/**'],
    rules: { 'no-restricted-syntax': ['error', noStateInModules] },
  },
  {
    files: innerRooms,
    rules: {
      'no-restricted-globals': ['error', ...outsideWorld],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Randomness arrives as an argument.' },
      ],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    extends: [svelte.configs.recommended],
    languageOptions: {
      parserOptions: { parser: tseslint.parser, svelteConfig },
    },
    rules: {
      // It takes every Map for state; here state is `$state.raw` and the maps in it are replaced, not changed.
      'svelte/prefer-svelte-reactivity': 'off',
      // Slow, and about stores, which there are none of.
      'svelte/require-store-reactive-access': 'off',
      // `void x` in an effect reads x, so that the effect runs again when it changes.
      '@typescript-eslint/no-meaningless-void-operator': 'off',
    },
  },
  {
    files: ['**/*.svelte'],
    rules: {
      'prefer-const': 'off',
      'svelte/prefer-const': 'error',
      // The linter's parser has no types for what markup hands to a callback. svelte-check has, and checks it.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['{tests,bench}/**/*.ts'],
    languageOptions: { globals: globals.node },
    rules: {
      // Tables of cases are data.
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'as' }],
    },
  },
  {
    files: ['scripts/**', 'bench/**/*.mjs', '*.{ts,js,cjs,mjs}', '.*.{js,cjs,mjs}'],
    extends: [tseslint.configs.recommended],
    languageOptions: { globals: globals.node },
    rules: {
      'no-console': 'off',
      '@typescript-eslint/no-shadow': 'error',
      '@typescript-eslint/no-require-imports': 'off',
    },
  },
);
