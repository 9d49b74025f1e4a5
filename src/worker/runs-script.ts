import { StoredRuns } from './stored-runs';
import type { OpenStoredRuns } from './stored-runs';

const openStoredRuns: OpenStoredRuns = (settings) => new StoredRuns(settings);

// A script of its own, as a run needs none of it. The classes of the engine are those of the interpreter.
Object.assign(globalThis, { openStoredRuns });
