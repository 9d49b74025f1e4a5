import type { Trees } from '../expression/trees';
import type { PlaceTable } from '../json/places';
import type { Outline } from './outline';
import type { Profile } from './profiles';
import type { Workflow } from './types';

/** A workflow read and ready to be compiled: plain data, which one worker reads and another one runs. */
export interface Program {
  readonly workflow: Workflow;
  readonly outline: Outline;
  /** The rules it runs by. */
  readonly profile: Profile;
  /** Its expressions and templates. */
  readonly trees: Trees;
  /** Where its values stand in the text. */
  readonly places: PlaceTable;
}
