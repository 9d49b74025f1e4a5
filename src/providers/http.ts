import type { HttpPort, HttpRequest } from '../engine/ports';
import { isObject } from '../json/json';
import type { JsonObject } from '../json/json';
import type { FromNetWorker, HttpSend, ToNetWorker } from './http-messages';
import { permittedUrl } from './http-permission';
import type { HttpFailure } from './http-permission';

type HttpResult = FromNetWorker['result'];

export interface HttpOptions {
  /** Origins the person allowed for the document, as they are now. */
  allowed(): readonly string[];
  /** Starts the worker that reaches out; called once there is a request that may be sent. */
  start(): Worker | Promise<Worker>;
  /** Milliseconds until a request is given up; 30,000 when absent. */
  readonly timeoutMs?: number;
}

const METHODS: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
/** Ask twice and nothing more has happened: they need no key, and without it servers need not allow the header. */
const SAFE: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/** Real requests, to allowed origins only. Nothing rejects; `dispose` ends the worker and what it is waiting for. */
export function httpPort(options: HttpOptions): HttpPort & { dispose(): void } {
  const { timeoutMs = 30_000 } = options;
  const waiting = new Map<number, (result: HttpResult) => void>();
  let worker: Promise<Worker> | undefined;
  let requests = 0;

  const end = (message: string): void => {
    void worker?.then(
      (started) => started.terminate(),
      () => undefined,
    );
    worker = undefined;
    const ended = [...waiting.values()];
    waiting.clear();
    for (const settle of ended) settle(failed('http/failed', message));
  };
  const start = async (): Promise<Worker> => {
    const started = await options.start();
    started.onmessage = ({ data }: MessageEvent<FromNetWorker>) => {
      waiting.get(data.id)?.(data.result);
      waiting.delete(data.id);
    };
    started.onerror = (event) => {
      event.preventDefault();
      end('Requests cannot be sent from here: their worker did not start.');
    };
    return started;
  };

  return {
    async send(request, signal) {
      const built = sendable(request, options.allowed());
      if ('code' in built) return { ok: false, error: built };
      if (signal.aborted) return failed('http/cancelled', 'The request was cancelled.');
      const id = ++requests;
      try {
        const started = await (worker ??= start());
        const send: ToNetWorker = { ...built, type: 'send', id, timeoutMs };
        const cancel = (): void => tell(started, { type: 'cancel', id });
        return await new Promise<HttpResult>((resolve) => {
          waiting.set(id, (result) => {
            signal.removeEventListener('abort', cancel);
            resolve(result);
          });
          tell(started, send);
          signal.addEventListener('abort', cancel);
          if (signal.aborted) cancel();
        });
      } catch (error) {
        worker = undefined;
        const reason = error instanceof Error ? error.message : String(error);
        return failed('http/failed', `Requests cannot be sent from here: ${reason}.`);
      }
    },
    dispose: () => end('The request was given up.'),
  };
}

function tell(worker: Worker, message: ToNetWorker): void {
  worker.postMessage(message);
}

/** A request in the form in which it is sent, or why it cannot be. */
function sendable(
  request: HttpRequest,
  allowed: readonly string[],
): Omit<HttpSend, 'type' | 'id' | 'timeoutMs'> | HttpFailure {
  const url = permittedUrl(request.url, allowed);
  if (!(url instanceof URL)) return url;
  const method = request.method.toUpperCase();
  if (!METHODS.includes(method)) return problem(`"${request.method}" is none of ${METHODS.join(', ')}.`);
  const headers = headersOf(request.headers);
  if (typeof headers === 'string') return problem(headers);
  const { body } = request;
  if (body !== undefined && body !== null && (method === 'GET' || method === 'HEAD')) {
    return problem(`A ${method} request has no body.`);
  }
  if (!SAFE.includes(method)) headers['idempotency-key'] ??= request.idempotencyKey;
  const parts = { url: url.href, method, headers, allowed };
  if (body === undefined || body === null) return parts;
  if (typeof body === 'string') return { ...parts, body };
  headers['content-type'] ??= 'application/json';
  return { ...parts, body: JSON.stringify(body) };
}

/** Headers by lower-case name, or what is wrong with them. */
function headersOf(given: JsonObject): Record<string, string> | string {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    if (value === null) continue;
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) return `${JSON.stringify(name)} cannot be the name of a header.`;
    if (isObject(value) || typeof value === 'object') return `The header ${name} has to be a text.`;
    const text = String(value);
    // Keys of run ids and addresses are ASCII; what people write may not be.
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(text))
      return `The header ${name} holds characters that headers cannot have.`;
    headers[name.toLowerCase()] = text;
  }
  return headers;
}

function problem(message: string): HttpFailure {
  return { code: 'http/failed', message };
}

function failed(code: HttpFailure['code'], message: string): HttpResult {
  return { ok: false, error: { code, message } };
}
