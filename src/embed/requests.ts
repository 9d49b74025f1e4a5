import { isObject, own, pathText, type Json } from '../json/json';
import { BadParams, isMethod, methodNames, readParams } from './params';
import { plainOf, type Limits } from './plain';
import type { MethodName, PortError, Request, RequestId } from './protocol';

/** What one message may hold; a document of 5 MB with its answers fits. */
export const messageLimits: Limits = { characters: 16_777_216, values: 1_000_000, depth: 250 };

/** A message understood, or the answer to one that was not. */
export type Narrowed =
  | { readonly ok: true; readonly request: Request }
  | { readonly ok: false; readonly id: RequestId | null; readonly error: PortError };

/** Understands an unknown message as a request, or says what keeps it from being one. Never throws. */
export function narrow(message: unknown): Narrowed {
  const plain = plainOf(message, messageLimits);
  if (!plain.ok) {
    const id = idOf(message);
    const place = pathText(plain.path[0] === 'params' ? plain.path.slice(1) : plain.path);
    const code = plain.path[0] === 'params' ? 'protocol/bad-params' : 'protocol/bad-request';
    const what = plain.path.length === 0 ? 'The message' : `\`${pathText(plain.path)}\``;
    return {
      ok: false,
      id,
      error: { code, message: `${what} ${plain.reason}`, ...(place === '' ? {} : { path: place }) },
    };
  }
  const request = plain.value;
  if (!isObject(request)) return refused(null, 'A request is an object { id, method, params }');
  const id = idOf(request);
  if (id === null) return refused(null, '`id` must be a text of at most 200 characters or a number');
  const method = own(request, 'method');
  if (typeof method !== 'string') return refused(id, '`method` must be the name of a method');
  if (!isMethod(method)) {
    const named = method.length > 60 ? `${method.slice(0, 60)}…` : method;
    const message_ = `There is no method \`${named}\`; there are ${methodNames.join(', ')}`;
    return { ok: false, id, error: { code: 'protocol/unknown-method', message: message_ } };
  }
  return narrowParams(id, method, own(request, 'params'));
}

function narrowParams(id: RequestId, method: MethodName, params: Json | undefined): Narrowed {
  try {
    const request = { id, method, params: readParams(method, params) };
    // readParams pairs each method with its own params, which a union cannot say.
    return { ok: true, request: request as Request };
  } catch (error) {
    if (!(error instanceof BadParams)) throw error;
    const path = pathText(error.path);
    return {
      ok: false,
      id,
      error: { code: error.code, message: error.message, ...(path === '' ? {} : { path }) },
    };
  }
}

function refused(id: RequestId | null, message: string): Narrowed {
  return { ok: false, id, error: { code: 'protocol/bad-request', message } };
}

/** The id of a message that may be anything, a proxy included. */
function idOf(message: unknown): RequestId | null {
  try {
    if (!isObject(message)) return null;
    const id = own(message, 'id');
    if (typeof id === 'string') return id.length <= 200 ? id : null;
    return typeof id === 'number' && Number.isFinite(id) ? id : null;
  } catch {
    return null;
  }
}
