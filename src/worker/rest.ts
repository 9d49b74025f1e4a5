import '../engine/calls';
import '../engine/steps/later';

// What of the interpreter a first run of a loop over small steps can do without: imported together, so that it is one chunk.
export { Breakpoints } from '../engine/breakpoints';
export { successorCheckpoint } from '../engine/successor';
export { readTail, standingOf } from './standing';
