/** The right to write a run, held until it is released or the page goes away. */
export interface RunLock {
  /** False where the browser has no locks: then nothing keeps a second tab from writing too. */
  readonly enforced: boolean;
  release(): void;
}

/** The part of the browser's lock manager used here; undefined where there is none. */
export type Locks = Pick<LockManager, 'request' | 'query'> | undefined;

const prefix = 'loop-playground/run/';

/** Takes the lock of a run if nobody holds it; undefined: another tab writes this run. */
export function lockRun(runId: string, locks: Locks): Promise<RunLock | undefined> {
  return request(runId, locks, { ifAvailable: true });
}

/** Takes the lock of a run as soon as it is free; undefined when `signal` gave up waiting before. */
export function whenFree(runId: string, locks: Locks, signal?: AbortSignal): Promise<RunLock | undefined> {
  return request(runId, locks, signal === undefined ? {} : { signal });
}

/** Ids of the runs that this tab or another one writes: asked without a lock, which might be in somebody's way. */
export async function writtenRuns(locks: Locks): Promise<ReadonlySet<string | undefined>> {
  // Frames without an origin are told nothing.
  const held = await locks?.query().then(
    (found) => found.held,
    () => undefined,
  );
  return new Set(held?.map(({ name }) => name?.replace(prefix, '')));
}

function request(runId: string, locks: Locks, options: LockOptions): Promise<RunLock | undefined> {
  const unenforced: RunLock = { enforced: false, release: () => undefined };
  if (locks === undefined) return Promise.resolve(unenforced);
  return new Promise((resolve) => {
    locks
      .request(prefix + runId, options, (granted) => {
        if (granted === null) return resolve(undefined);
        // The lock is held for as long as the promise given to the browser is open.
        return new Promise<void>((release) => resolve({ enforced: true, release }));
      })
      .catch(() => {
        // Given up waiting, or (frames without an origin) no locks for this page.
        resolve(options.signal?.aborted === true ? undefined : unenforced);
      });
  });
}
