/** What another tab writes is read this much later, together with what it writes meanwhile, ms. */
const readAfterMs = 200;

/** The same is told again at most this often, ms: a run at full speed writes hundreds of times a second. */
const tellAgainMs = 100;

export interface TabsEvents {
  /** Another tab has changed the list of runs. */
  readonly list: () => void;
  /** Another tab has written this run; settles when it has been read, if it is of interest here. */
  readonly run: (runId: string) => Promise<void> | undefined;
}

/** The other tabs on the same storage. Frames without an origin have none. */
export class OtherTabs {
  private readonly channel = openChannel();
  /** Runs that are going to be read. */
  private readonly due = new Set<string>();
  /** What was told just now, and whether it is to be told once more. */
  private readonly told = new Map<string, boolean>();
  /** However fast they write, one run is read after another, and at last as it was left. */
  private reading: Promise<void> | undefined;

  constructor({ list, run }: TabsEvents) {
    this.channel?.addEventListener('message', ({ data }: MessageEvent<string>) => {
      if (data === '') return list();
      if (this.due.has(data)) return;
      this.due.add(data);
      setTimeout(() => {
        const read = (): Promise<void> | undefined => {
          this.due.delete(data);
          return run(data);
        };
        // What storage refuses is told to whoever asks for the run.
        this.reading = Promise.resolve(this.reading)
          .then(read)
          .catch(() => undefined);
      }, readAfterMs);
    });
  }

  /** Tells that a run was written; without its id, that the list is another one. */
  tell(runId = ''): void {
    if (this.told.has(runId)) {
      this.told.set(runId, true);
      return;
    }
    this.told.set(runId, false);
    this.channel?.postMessage(runId);
    setTimeout(() => {
      const again = this.told.get(runId);
      this.told.delete(runId);
      if (again === true) this.tell(runId);
    }, tellAgainMs);
  }
}

function openChannel(): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel('loop-playground/runs');
  } catch {
    return undefined;
  }
}
