import { views } from './answer-views';

// A script of its own, which the interpreter takes in beside its own code. What it has of the engine it has
// a second time: functions on what it is given, but no class that such things could be an instance of.
Object.assign(globalThis, { views });
