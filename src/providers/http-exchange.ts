import type { Json } from '../json/json';
import type { FromNetWorker, HttpSend } from './http-messages';
import { permittedUrl } from './http-permission';
import type { HttpFailure } from './http-permission';

/** Longest response body, in bytes. */
const LONGEST_BODY = 4 * 1024 * 1024;

/**
 * Sends one request, if its origin is allowed, and reads the response. Redirects are not followed, as
 * they may lead anywhere; no cookies, no referrer, no cache. Never rejects.
 */
export async function exchange(send: HttpSend, signal: AbortSignal): Promise<FromNetWorker['result']> {
  const url = permittedUrl(send.url, send.allowed);
  if (!(url instanceof URL)) return { ok: false, error: url };
  const deadline = AbortSignal.timeout(send.timeoutMs);
  try {
    const response = await fetch(url, {
      method: send.method,
      headers: send.headers,
      ...(send.body === undefined ? {} : { body: send.body }),
      redirect: 'manual',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      signal: AbortSignal.any([signal, deadline]),
    });
    // Browsers hide what a redirect says, Node shows it.
    if (response.type === 'opaqueredirect' || REDIRECTS.includes(response.status)) {
      await response.body?.cancel();
      const message = `${url.origin} answered with a redirect, which is not followed: ask the address it leads to.`;
      return failed('http/failed', message);
    }
    const bytes = await bodyOf(response);
    if (bytes === undefined) {
      return failed('http/too-large', `The response is larger than ${LONGEST_BODY / 2 ** 20} MiB.`);
    }
    const headers = Object.fromEntries(response.headers);
    return {
      ok: true,
      value: { status: response.status, headers, body: decoded(bytes, headers['content-type'] ?? '') },
    };
  } catch (error) {
    if (signal.aborted) return failed('http/cancelled', 'The request was cancelled.');
    if (deadline.aborted) {
      return failed('http/timeout', `${url.origin} did not answer within ${send.timeoutMs / 1000} s.`);
    }
    const reason = error instanceof Error ? error.message : String(error);
    const message = `The request to ${url.origin} failed (${reason}): it is offline, or does not allow pages to ask it (CORS).`;
    return failed('http/failed', message);
  }
}

const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

/** The whole body; `undefined` when it is too long, and then no more of it is read. */
async function bodyOf(response: Response): Promise<Uint8Array | undefined> {
  if (Number(response.headers.get('content-length') ?? 0) > LONGEST_BODY) {
    await response.body?.cancel();
    return undefined;
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
    chunks.push(part.value);
    length += part.value.length;
    if (length <= LONGEST_BODY) continue;
    await reader?.cancel();
    return undefined;
  }
  const bytes = new Uint8Array(length);
  chunks.reduce((at, chunk) => {
    bytes.set(chunk, at);
    return at + chunk.length;
  }, 0);
  return bytes;
}

/** JSON where the type says so and it is; else text in the charset named, UTF-8 when none is known. */
function decoded(bytes: Uint8Array, type: string): Json {
  const text = decoder(/charset="?([^\s;"]+)/i.exec(type)?.[1] ?? 'utf-8').decode(bytes);
  if (!/^[^;]*[/+]json\s*(?:;|$)/i.test(type)) return text;
  if (text.trim() === '') return null;
  try {
    // Numbers beyond a double come out infinite, which no JSON value is.
    return JSON.parse(text, (_, value: Json) =>
      value === Infinity || value === -Infinity ? null : value,
    ) as Json;
  } catch {
    return text;
  }
}

function decoder(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder();
  }
}

function failed(code: HttpFailure['code'], message: string): FromNetWorker['result'] {
  return { ok: false, error: { code, message } };
}
