import type { Page } from '@playwright/test';

/** A row of a store of the database, with its key. */
export interface StoredRow {
  readonly key: IDBValidKey;
  readonly value: unknown;
}

/** Every store of the page's database by name, read behind the page's back. */
export type Stored = Readonly<Record<string, readonly StoredRow[]>>;

/** Name of the database, which is part of what is released. */
const database = 'loop-playground';

/**
 * Takes a page to a picture beside the playground: same origin, same storage, but nothing of ours running. What
 * the playground itself was doing there is over.
 */
export async function leave(page: Page, address: string): Promise<void> {
  await page.goto(new URL('favicon.svg', address).href);
}

/** Everything that is stored. */
export function readStored(page: Page): Promise<Stored> {
  return page.evaluate(async (name) => {
    const settle = <Value>(request: IDBRequest<Value>): Promise<Value> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('no reason given'));
      });
    const opened = await settle(indexedDB.open(name));
    const read: Record<string, { key: IDBValidKey; value: unknown }[]> = {};
    for (const store of opened.objectStoreNames) {
      const source = opened.transaction(store).objectStore(store);
      const [keys, values] = await Promise.all([settle(source.getAllKeys()), settle(source.getAll())]);
      read[store] = keys.map((key, n) => ({ key, value: values[n] as unknown }));
    }
    opened.close();
    return read;
  }, database);
}

/** Puts rows into a store, and removes those whose value is left out. */
export function writeStored(
  page: Page,
  store: string,
  rows: readonly { readonly key: IDBValidKey; readonly value?: unknown }[],
): Promise<void> {
  return page.evaluate(
    ({ name, into, changes }) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => reject(opening.error ?? new Error('no reason given'));
        opening.onsuccess = () => {
          const transaction = opening.result.transaction(into, 'readwrite');
          const target = transaction.objectStore(into);
          for (const { key, value } of changes) {
            if (value === undefined) target.delete(key);
            else if (target.keyPath === null) target.put(value, key);
            else target.put(value);
          }
          transaction.oncomplete = () => {
            opening.result.close();
            resolve();
          };
          transaction.onabort = () => reject(transaction.error ?? new Error('no reason given'));
        };
      }),
    { name: database, into: store, changes: rows as readonly { key: string; value?: unknown }[] },
  );
}

/** Opens the database with another version than the page knows, as a newer page does, and closes it again. */
export function raiseVersion(page: Page): Promise<void> {
  return page.evaluate(
    (name) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open(name, 99);
        opening.onupgradeneeded = () => void opening.result.createObjectStore('of-a-newer-page');
        opening.onerror = () => reject(opening.error ?? new Error('no reason given'));
        opening.onsuccess = () => {
          opening.result.close();
          resolve();
        };
      }),
    database,
  );
}

/** Deletes the database while pages have it open. */
export function deleteDatabase(page: Page): Promise<void> {
  return page.evaluate(
    (name) =>
      new Promise<void>((resolve, reject) => {
        const deleting = indexedDB.deleteDatabase(name);
        deleting.onsuccess = () => resolve();
        deleting.onerror = () => reject(deleting.error ?? new Error('no reason given'));
      }),
    database,
  );
}
