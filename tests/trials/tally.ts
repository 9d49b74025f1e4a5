/** What a trial counted. What comes after `emptied` has to be 0. */
export interface Counts {
  /** Faults that were brought about. */
  faults: number;
  /** Runs that went through them. */
  runs: number;
  /** Records that were known to be stored when a fault came. */
  acknowledged: number;
  /** Calls that were on their way when a fault came, and asked again. */
  cutOff: number;
  /** Times that the browser itself threw everything away after a kill, and the page said so. */
  emptied: number;
  /** Acknowledged records that were gone or changed, and gaps. */
  lost: number;
  /** Recorded calls that were sent again. */
  twice: number;
  /** Runs that did not end as they do without faults. */
  different: number;
  /** Messages that did not come, or said something else. */
  untold: number;
}

/** Counts what happens in a trial, and keeps what went wrong in words. */
export class Tally {
  readonly counts: Counts = {
    faults: 0,
    runs: 0,
    acknowledged: 0,
    cutOff: 0,
    emptied: 0,
    lost: 0,
    twice: 0,
    different: 0,
    untold: 0,
  };
  readonly losses: string[] = [];

  count(what: 'faults' | 'runs' | 'acknowledged' | 'cutOff' | 'emptied', number = 1): void {
    this.counts[what] += number;
  }

  /** Notes a loss: what kind, and what exactly. */
  lose(what: 'lost' | 'twice' | 'different' | 'untold', words: string): void {
    this.counts[what] += 1;
    this.losses.push(`${what}: ${words}`);
  }
}
