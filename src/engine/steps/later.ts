import { folds } from '../apply';
import { join } from '../apply-siblings';
import { fieldsOf, structureOf } from '../plan-later';
import { plans } from '../plan-step';
import type { Runners } from './block';
import { runCode } from './code';
import { runForeach } from './foreach';
import { runHttp } from './http';
import { runIf } from './if';
import { runLlm } from './llm';
import { limits } from './loop';
import { runParallel } from './parallel';
import { runners } from './runners';
import { runSequence } from './sequence';
import { runTool } from './tool';
import { withTimeout } from './timeout';
import { runWait } from './wait';

// The kinds of steps that a first loop can do without: imported before a document is planned that has some.
const later: Omit<Runners, 'loop'> = {
  foreach: runForeach,
  sequence: runSequence,
  parallel: runParallel,
  if: runIf,
  code: runCode,
  llm: runLlm,
  http: runHttp,
  tool: runTool,
  wait: runWait,
};
Object.assign(runners, later);
Object.assign(plans, { structureOf, fieldsOf });
Object.assign(folds, { join });
Object.assign(limits, { withTimeout });
