import { fits } from '../engine/fits';
import { createCodeSandbox } from './code-sandbox';
import { httpPort } from './http';
import type { Providers, ProviderSettings } from './providers';
import { simulatedModel } from './simulated-model';
import { startCodeWorker } from './start-code-worker';
import { startNetWorker } from './start-net-worker';

/** What stands behind the ports of every run of a worker. */
export function makeProviders({ netAddress, codeAssets }: ProviderSettings): Providers {
  return {
    model: simulatedModel,
    fits,
    code: createCodeSandbox(async () => startCodeWorker(await codeAssets())),
    http: (origins) => httpPort({ allowed: () => origins, start: () => startNetWorker(netAddress) }),
  };
}
