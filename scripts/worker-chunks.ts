import type { Plugin, Rolldown } from 'vite';

/**
 * Makes the worker with this source out of chunks, of which all but the first come when they are imported. Workers are
 * started from a blob, which only classic scripts survive in a sandboxed frame, so the chunks are CommonJS modules, and the
 * first one brings what takes in the others: `importScripts` from the folder that `chunkFolder` names. As that stands still until
 * a chunk is there, they should be few: what `together` says of is one, whoever imports it.
 */
export function workerChunks(source: string, together: RegExp): Plugin {
  let isChunked = false;
  return {
    name: 'worker-chunks',
    apply: 'build',
    options({ input }) {
      isChunked = typeof input === 'string' && input.endsWith(source);
      return null;
    },
    outputOptions(options) {
      if (!isChunked) return null;
      const groups = [{ name: nameOfFirst }, { name: 'rest', test: together }];
      // Names that only chunks know may be short.
      return { ...options, format: 'cjs', minifyInternalExports: true, codeSplitting: { groups } };
    },
    renderChunk(code, { fileName, isEntry }) {
      if (!isChunked) return null;
      const name = JSON.stringify(fileName.split('/').at(-1));
      return {
        code: `${isEntry ? loader : ''}loadChunk(${name}, function (exports, require) {${code}\n});`,
        map: null,
      };
    },
  };
}

const loader = `
(() => {
  const chunks = new Map();
  const require = (path) => {
    const name = path.slice(2);
    if (!chunks.has(name)) importScripts(self.chunkFolder + name);
    return chunks.get(name);
  };
  self.loadChunk = (name, make) => {
    const exports = {};
    chunks.set(name, exports);
    try {
      make(exports, require);
    } catch (error) {
      // What it needs could not be had: the next one who asks begins anew.
      chunks.delete(name);
      throw error;
    }
  };
})();
`;

/** What a worker needs from the beginning stands together; else it would be spread by who shares it. */
function nameOfFirst(
  id: string,
  graph: { getModuleInfo(id: string): Rolldown.ModuleInfo | null },
): string | null {
  const above = new Set([id]);
  for (const one of above) {
    const info = graph.getModuleInfo(one);
    if (info?.isEntry === true) return 'first';
    for (const importer of info?.importers ?? []) above.add(importer);
  }
  return null;
}
