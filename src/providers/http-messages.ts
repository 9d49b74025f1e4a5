import type { JsonObject } from '../json/json';
import type { HttpFailure } from './http-permission';

/** A request as the net worker sends it. `allowed` are the origins it may go to. */
export interface HttpSend {
  readonly type: 'send';
  readonly id: number;
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly allowed: readonly string[];
  readonly timeoutMs: number;
}

/** What the net worker is sent. */
export type ToNetWorker = HttpSend | { readonly type: 'cancel'; readonly id: number };

/** What it answers; the value is `{ status, headers, body }`. */
export interface FromNetWorker {
  readonly id: number;
  readonly result:
    { readonly ok: true; readonly value: JsonObject } | { readonly ok: false; readonly error: HttpFailure };
}
