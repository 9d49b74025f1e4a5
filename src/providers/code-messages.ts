import type { CodeCall, CodeResult } from './code-call';

/** What the code worker is sent. */
export type ToCodeWorker =
  | { readonly type: 'start'; readonly wasm: ArrayBuffer }
  | { readonly type: 'call'; readonly id: number; readonly call: CodeCall };

/** What the code worker answers; `id` is that of the call. */
export type FromCodeWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'done'; readonly id: number; readonly result: CodeResult };
