import wasmUrl from '@jitl/quickjs-wasmfile-release-sync/wasm?url';
import scriptUrl from './code-worker?worker&url';
import type { CodeAssets } from './start-code-worker';

/**
 * Fetches what the code worker is made of from the page's own folder. Called on the page, for a worker
 * that came from a blob has no folder. Rejects when either part cannot be had.
 */
export async function loadCodeAssets(): Promise<CodeAssets> {
  const url = new URL(scriptUrl, document.baseURI).href;
  const [script, wasm] = await Promise.all([
    // The development server's worker is a module with imports, which a blob could not resolve.
    import.meta.env.DEV ? undefined : fetched(url).then((response) => response.text()),
    fetched(new URL(wasmUrl, document.baseURI).href).then((response) => response.arrayBuffer()),
  ]);
  return { script: script === undefined ? { url } : { text: script }, wasm };
}

async function fetched(url: string): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response;
}
