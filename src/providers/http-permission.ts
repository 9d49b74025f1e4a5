/** Why a request gave no response. Stable: documents and tests name these. */
export type HttpFailureCode =
  'http/bad-url' | 'http/not-allowed' | 'http/failed' | 'http/timeout' | 'http/too-large' | 'http/cancelled';

export interface HttpFailure {
  readonly code: HttpFailureCode;
  readonly message: string;
}

/**
 * The address of a request when it may be sent: an `http` or `https` URL of an allowed origin, without a
 * name and password. Asked on both sides of the worker, as only the worker's own check stands between
 * what runs there and the network.
 */
export function permittedUrl(text: string, allowed: readonly string[]): URL | HttpFailure {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return { code: 'http/bad-url', message: `${quoted(text)} is not a complete address.` };
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return { code: 'http/bad-url', message: `${quoted(text)} does not begin with https:// or http://.` };
  }
  if (url.username !== '' || url.password !== '') {
    return { code: 'http/bad-url', message: 'An address cannot hold a name and password; use a header.' };
  }
  if (!allowed.includes(url.origin)) {
    const message = `This workflow may not reach ${url.origin}. Allow that origin, or give the step a mock.`;
    return { code: 'http/not-allowed', message };
  }
  return url;
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 100 ? `${text.slice(0, 99)}…` : text);
}
