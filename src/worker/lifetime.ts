/**
 * While somebody lives who answers. Their end rejects what is awaited of them, and all that is asked for later. Not a
 * race of each answer with one promise of the end, which would hold every answer until then.
 */
export class Lifetime {
  private readonly awaited = new Set<(reason: Error) => void>();
  private end: Error | undefined;

  /** The answer, unless the end comes first. */
  within<Answer>(answer: Promise<Answer>): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.end) {
        reject(this.end);
        return;
      }
      this.awaited.add(reject);
      answer.then(resolve, reject).finally(() => this.awaited.delete(reject));
    });
  }

  /** Ends it; only the first reason counts. */
  over(reason: Error): void {
    this.end ??= reason;
    for (const reject of this.awaited) reject(this.end);
    this.awaited.clear();
  }
}
