/** What is said when a part of the program cannot be had. */
export const notLoaded = 'a part of the playground could not be loaded: is the connection lost?';

/** A part of the program that is imported when it is first asked for. */
export class Late<T> {
  /** What the part gives, once it is there. */
  loaded: T | undefined;
  private readonly source: () => Promise<T>;
  private loading: Promise<T> | undefined;

  constructor(source: () => Promise<T>) {
    this.source = source;
  }

  /** What the part gives. While it cannot be had this rejects with a sentence for the page, and the next call tries again. */
  load(): Promise<T> {
    this.loading ??= this.source().then(
      (given) => (this.loaded = given),
      () => {
        this.loading = undefined;
        throw new Error(notLoaded);
      },
    );
    return this.loading;
  }

  /** Has the part imported before somebody waits for it. */
  prepare(): void {
    this.load().catch(() => undefined);
  }
}
