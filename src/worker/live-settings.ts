import type { Ports, State } from '../engine';
import type { Journal, JournalError, RunRow } from '../journal/journal';
import type { RunLock } from '../journal/lock';
import type { StartOptions } from './api';
import type { Clock } from './clock';
import type { IterationRecord } from './iteration-record';
import type { RunModel } from './run-model';

/** What a run that is carried out needs of the worker around it. */
export interface LiveSettings {
  readonly row: RunRow;
  readonly model: RunModel;
  readonly state: State;
  /** Records of this run in the journal. */
  readonly stored: number;
  readonly journal: Journal;
  readonly lock: RunLock;
  readonly clock: Clock;
  readonly providers: Pick<Ports, 'model' | 'code' | 'http' | 'fits'>;
  readonly held: boolean;
  readonly pauseAt?: StartOptions['pauseAt'];
  /** Something a person sees has changed. */
  onChange(): void;
  onIteration(record: IterationRecord): void;
  /** Storage does not take more; nothing is lost, the run is held until `retry`. */
  onStorage(error: JournalError): void;
  /** Somebody else can read more of the run than before. */
  readonly onStored: () => void;
  onEnd(successor: RunRow | undefined): void;
}
