/** Those who wait for a run to come to a state: asked again after every change. */
export class Waiters {
  private waiting: { readonly done: () => boolean; readonly resolve: () => void }[] = [];

  /** Settles as soon as `done` says so after a change, at once when it does now. */
  until(done: () => boolean): Promise<void> {
    if (done()) return Promise.resolve();
    return new Promise((resolve) => {
      this.waiting.push({ done, resolve });
    });
  }

  changed(): void {
    this.waiting = this.waiting.filter(({ done, resolve }) => {
      if (!done()) return true;
      resolve();
      return false;
    });
  }
}
