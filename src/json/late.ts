/** What is said when a part of the program cannot be had. */
export const notLoaded = 'a part of the playground could not be loaded: is the connection lost?';

/** A part of the program that is imported when it is first asked for. */
export class Late<T> {
  private readonly source: () => Promise<T>;
  private loading: Promise<T> | undefined;
  private given: T | undefined;

  constructor(source: () => Promise<T>) {
    this.source = source;
  }

  /** What the part gives, once it is there. */
  get loaded(): T | undefined {
    return this.given;
  }

  /** What the part gives. While it cannot be had this rejects with a sentence for the page, and the next call tries again. */
  load(): Promise<T> {
    this.loading ??= this.source().then(
      (given) => (this.given = given),
      (cause: unknown) => {
        this.loading = undefined;
        throw new Error(notLoaded, { cause });
      },
    );
    return this.loading;
  }
}

/** What a part that is imported only where it is needed has left here; throws when it was forgotten to. */
export function imported<T>(given: T | undefined, name: string): T {
  if (given === undefined) throw new Error(`${name} has not been imported`);
  return given;
}
