/** A whole database as data: what a released format looked like, written down so that it can be built again. */
export interface Stores {
  readonly version: number;
  readonly stores: Readonly<
    Record<
      string,
      {
        readonly keyPath: string | readonly string[] | null;
        readonly rows: readonly { readonly key: IDBValidKey; readonly value: unknown }[];
      }
    >
  >;
}

/** Builds a database from its description, with nothing but what browsers offer. */
export async function build(name: string, { version, stores }: Stores): Promise<void> {
  const opening = indexedDB.open(name, version);
  opening.onupgradeneeded = () => {
    for (const [store, { keyPath, rows }] of Object.entries(stores)) {
      const created = opening.result.createObjectStore(store, {
        keyPath: typeof keyPath === 'string' || keyPath === null ? keyPath : [...keyPath],
      });
      for (const { key, value } of rows) created.put(value, keyPath === null ? key : undefined);
    }
  };
  (await done(opening)).close();
}

/** The description of a database as it is. */
export async function describe(name: string): Promise<Stores> {
  const database = await done(indexedDB.open(name));
  const stores: Record<string, Stores['stores'][string]> = {};
  const transaction = database.transaction([...database.objectStoreNames]);
  for (const store of database.objectStoreNames) {
    const source = transaction.objectStore(store);
    const [keys, values] = await Promise.all([done(source.getAllKeys()), done(source.getAll())]);
    stores[store] = {
      keyPath: source.keyPath,
      rows: keys.map((key, index) => ({ key, value: values[index] })),
    };
  }
  const { version } = database;
  database.close();
  return { version, stores };
}

/** Changes one store behind the journal's back. */
export async function tamper(
  name: string,
  store: string,
  change: (rows: IDBObjectStore) => void,
): Promise<void> {
  const database = await done(indexedDB.open(name));
  const transaction = database.transaction(store, 'readwrite');
  change(transaction.objectStore(store));
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
  });
  database.close();
}

function done<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('no reason given'));
  });
}
