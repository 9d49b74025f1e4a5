import type { ProxyMarked } from 'comlink';
import type { CodeAssets } from '../providers/start-code-worker';
import type { WorkerApi } from './api';

/** What the page gives its worker, which came from a blob and has no folder of its own. */
export interface BootOptions {
  /** Events go this way, apart from calls and answers. */
  readonly events: MessagePort;
  /** Complete address of the script that sends real requests. */
  readonly netAddress: string;
}

/** The one function a worker offers at first. `codeAssets` is asked for at the first code step. */
export type Boot = (
  options: BootOptions,
  codeAssets: (() => Promise<CodeAssets>) & ProxyMarked,
) => Promise<WorkerApi & ProxyMarked>;
