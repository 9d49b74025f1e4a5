import type { Example } from '../../examples';
import type { Checked, Cursor, WorkerEvent } from '../../worker/api';
import type { Connect } from './worker-link';

/** What a page is made of besides its views. */
export interface PlaygroundOptions {
  readonly connect: Connect;
  readonly examples: readonly Example[];
  /** Id of the example a first visit begins with. */
  readonly firstExample: string;
  /** Which draft this page writes. */
  readonly draftId: () => Promise<string>;
  /** Whose runs these are when the page stands in a frame; absent: the page's own. */
  readonly owner?: string;
}

/** What happened on the page, for whoever speaks for it to the outside. */
export type PlaygroundEvent =
  | { readonly type: 'change'; readonly checked: Checked }
  | { readonly type: 'run-start'; readonly runId: string }
  | { readonly type: 'seek'; readonly cursor: Cursor | undefined }
  | { readonly type: 'worker'; readonly event: WorkerEvent }
  /** A worker is gone; told again by each question until there is another one. */
  | { readonly type: 'lost'; readonly reason: string };
