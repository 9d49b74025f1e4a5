import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../', import.meta.url);

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}
interface Lock {
  readonly packages: Readonly<
    Record<string, { readonly link?: true; readonly integrity?: string; readonly hasInstallScript?: true }>
  >;
}
// Written by npm, which checks their form.
const manifest = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as Manifest;
// And so is this.
const lock = JSON.parse(readFileSync(new URL('package-lock.json', root), 'utf8')) as Lock;

test.each(Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }))(
  '%s is pinned to one version',
  (_name, version) => {
    expect(version).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
  },
);

test('every installed package is known by what is in it', () => {
  const unknown = Object.entries(lock.packages)
    .filter(([path, { link, integrity }]) => path !== '' && !link && integrity === undefined)
    .map(([path]) => path);
  expect(unknown).toEqual([]);
});

test('nothing the page is made of runs a script when it is installed', () => {
  const scripts = Object.entries(lock.packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript === true)
    .map(([path]) => path.replace(/^.*node_modules\//, ''));
  expect(Object.keys(manifest.dependencies).filter((name) => scripts.includes(name))).toEqual([]);
});

function sources(directory: URL): readonly (readonly [name: string, text: string])[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? sources(new URL(`${entry.name}/`, directory))
      : [[entry.name, readFileSync(new URL(entry.name, directory), 'utf8')] as const],
  );
}

test('no text becomes HTML or code anywhere in the source', () => {
  const ways =
    /\{@html|\.(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|setHTMLUnsafe|srcdoc|\beval\(|new Function\b|javascript:/;
  const found = sources(new URL('src/', root)).filter(([, text]) => ways.test(text));
  expect(found.map(([name]) => name)).toEqual([]);
});
