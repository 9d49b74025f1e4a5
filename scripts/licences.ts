import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Licences under which a package may be part of the page. */
const accepted = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Apache-2.0', 'OFL-1.1'];

/**
 * Lists the packages whose code or files are in the built page, each with its licence, in the file `name`.
 * `collector` belongs to the plugins of the page and of the workers, `writer` to those of the page. The
 * build fails on a package whose licence is not accepted.
 */
export function licenceList(name: string): {
  readonly collector: () => Plugin;
  readonly writer: () => Plugin;
} {
  const folders = new Set<string>();

  const collector = (): Plugin => ({
    name: 'licence-collector',
    apply: 'build',
    generateBundle(_options, bundle) {
      for (const part of Object.values(bundle)) {
        const files = part.type === 'chunk' ? Object.keys(part.modules) : part.originalFileNames;
        for (const folder of files.map(packageFolder)) if (folder !== undefined) folders.add(folder);
      }
    },
  });

  const writer = (): Plugin => ({
    name: 'licence-writer',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler() {
        const entries = [...folders].map((folder) => entryOf(folder));
        this.emitFile({
          type: 'asset',
          fileName: name,
          source: [introduction, ...entries.sort()].join(rule),
        });
      },
    },
  });

  return { collector, writer };
}

const introduction = 'Loop Playground is made with the work of others, under these licences.\n';
const rule = `\n${'-'.repeat(80)}\n\n`;

/** Folder of the package that a file belongs to. Modules have absolute names, assets relative ones. */
function packageFolder(file: string): string | undefined {
  const folder = /^\0?(.*node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(file)?.[1];
  return folder === undefined ? undefined : realpathSync(folder);
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly author?: string | { readonly name: string };
}

function entryOf(folder: string): string {
  // Every installed package has a manifest of this shape; npm checks it.
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  const licence = manifest.license ?? 'no licence';
  if (!accepted.includes(licence))
    throw new Error(`${manifest.name} is under ${licence}, which is not accepted`);
  const author = typeof manifest.author === 'object' ? manifest.author.name : manifest.author;
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text =
    file === undefined ? `Copyright ${author ?? manifest.name}` : readFileSync(join(folder, file), 'utf8');
  return `${manifest.name} ${manifest.version} (${licence})\n\n${text.trim()}\n`;
}
