import { fits } from '../engine/fits';
import { createCodeSandbox } from './code-sandbox';
import { httpPort } from './http';
import type { MakeProviders } from './providers';
import { simulatedModel } from './simulated-model';
import { startCodeWorker } from './start-code-worker';
import { startNetWorker } from './start-net-worker';

const makeProviders: MakeProviders = ({ netAddress, codeAssets }) => ({
  model: simulatedModel,
  fits,
  code: createCodeSandbox(async () => startCodeWorker(await codeAssets())),
  http: (origins) => httpPort({ allowed: () => origins, start: () => startNetWorker(netAddress) }),
});

// A script of its own, which the interpreter takes in beside its own code; see late-providers.ts.
Object.assign(globalThis, { makeProviders });
