import type { CodePort, FitsPort, HttpPort, ModelPort } from '../engine/ports';
import type { CodeAssets } from './start-code-worker';

/** What stands behind the ports of every run of a worker. */
export interface Providers {
  readonly model: ModelPort;
  readonly fits: FitsPort;
  readonly code: CodePort;
  /** Real requests, to these origins only. */
  http(origins: readonly string[]): HttpPort;
}

/** What providers need of the page around them. */
export interface ProviderSettings {
  /** Complete address of the script that sends real requests. */
  readonly netAddress: string;
  /** Asked for at the first code step. */
  readonly codeAssets: () => Promise<CodeAssets>;
}
