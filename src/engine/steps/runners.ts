import type { Runners } from './block';
import { runCode } from './code';
import { runForeach } from './foreach';
import { runHttp } from './http';
import { runIf } from './if';
import { runLlm } from './llm';
import { runLoop } from './loop';
import { runParallel } from './parallel';
import { runSequence } from './sequence';
import { runTool } from './tool';
import { runWait } from './wait';

/** Every kind of step that may wait or has steps inside. */
export const runners: Runners = {
  loop: runLoop,
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
