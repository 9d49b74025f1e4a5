import { fits } from '../engine/fits';
import type { Answers } from './answers';
import { simulatedModel } from './simulated-model';

// A script of its own, which the interpreter takes in beside its own code; see answers.ts.
const answers: Answers = { ask: (request, signal) => simulatedModel.ask(request, signal), fits };
Object.assign(globalThis, { loopAnswers: answers });
