/** A script that a worker takes in beside its own when it is first asked for. */
export interface LateScript<T> {
  /** What the script gives, taken in now if it was not before. While it cannot be had: undefined, and tried again. */
  get(): T | undefined;
  /** The same; takes in the script in the development server too, where {@link get} only gives what is loaded. */
  load(): Promise<T | undefined>;
}

/** What is said when a script cannot be had. */
export const notLoaded = 'a part of the playground could not be loaded: is the connection lost?';

/**
 * The script at an address that leaves what it gives as a global of that name. Such a script a worker from a
 * blob may take in: it comes from the page's own folder, which the policy allows, also in a sandboxed frame.
 * `source` imports the same as a module, for the development server: its workers are modules, which take in
 * no scripts.
 */
export function lateScript<T>(
  address: string,
  name: string,
  source: (() => Promise<unknown>) | undefined,
): LateScript<T> {
  const get = (): T | undefined => {
    // Only the script itself sets it.
    const scope = globalThis as unknown as Readonly<Record<string, T | undefined>>;
    if (scope[name] !== undefined) return scope[name];
    try {
      importScripts(address);
    } catch {
      return undefined;
    }
    return scope[name];
  };
  return {
    get,
    async load() {
      await source?.();
      return get();
    },
  };
}

/** What a script gives, for those who cannot do without; rejects with a sentence for the page while it cannot be had. */
export async function needed<T>(script: LateScript<T>): Promise<T> {
  const given = script.get() ?? (await script.load());
  if (!given) throw new Error(notLoaded);
  return given;
}
