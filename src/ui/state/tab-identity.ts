const key = 'loop-playground/draft';

/**
 * Id of the draft this tab writes: `main`, or `main-2`, `main-3` … while other tabs hold those before.
 * A reload gets the same one back. The hold ends with the page.
 */
export async function draftOfThisTab(): Promise<string> {
  const before = remembered();
  const wanted = [...(before === undefined ? [] : [before]), 'main'];
  for (let n = 2; n <= 32; n += 1) wanted.push(`main-${n}`);
  for (const id of wanted) {
    if (await hold(id)) {
      remember(id);
      return id;
    }
  }
  return 'main';
}

function hold(id: string): Promise<boolean> {
  // Without locks (an insecure address, an old browser) every tab writes the same draft.
  if (!('locks' in navigator)) return Promise.resolve(true);
  return new Promise((resolve) => {
    navigator.locks
      .request(`loop-playground:draft:${id}`, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        return lock === null ? undefined : new Promise<void>(() => undefined);
      })
      .catch(() => {
        resolve(true);
      });
  });
}

function remembered(): string | undefined {
  try {
    return sessionStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

function remember(id: string): void {
  try {
    sessionStorage.setItem(key, id);
  } catch {
    // Blocked storage: a reload may get another free draft.
  }
}
