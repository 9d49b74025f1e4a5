import { protocolVersion, type ConnectMessage, type ReadyMessage } from './protocol';

const ready: ReadyMessage = { type: 'loop-playground:ready', v: protocolVersion };

/** How often, and how many times at most, a framed page says that it is ready. */
const announceEveryMs = 500;
const announcements = 20;

export interface HandshakeOptions {
  /** The page's own window. */
  readonly window: Window;
  /** The only origin that may connect to a framed page; absent: any. */
  readonly origin?: string;
  /** Called with each port that has been accepted. */
  readonly onPort: (port: MessagePort) => void;
}

/**
 * Waits for hosts. A framed page announces itself to its parent and takes one port from it; a page that
 * is not framed takes any number from scripts of its own. Everything else is left unanswered.
 */
export function awaitHosts({ window, origin, onPort }: HandshakeOptions): void {
  const framed = window.parent !== window;
  const allowed = origin === undefined ? undefined : originOf(origin);
  // A limit that cannot be read must not turn into no limit.
  if (origin !== undefined && allowed === undefined) return;

  const receive = (event: MessageEvent<unknown>): void => {
    const [port, ...more] = event.ports;
    if (port === undefined || more.length > 0 || !isConnect(event.data)) return;
    if (framed) {
      if (event.source !== window.parent || (allowed !== undefined && event.origin !== allowed)) return;
      stop();
    } else if (event.source !== window || event.origin !== window.origin) return;
    onPort(port);
  };

  const announce = (): void => window.parent.postMessage(ready, framed ? (allowed ?? '*') : '/');

  let sent = 1;
  const timer = framed
    ? window.setInterval(() => {
        announce();
        if (++sent >= announcements) window.clearInterval(timer);
      }, announceEveryMs)
    : undefined;
  const stop = (): void => {
    window.clearInterval(timer);
    window.removeEventListener('message', receive);
  };
  window.addEventListener('message', receive);
  announce();
}

function originOf(text: string): string | undefined {
  try {
    const { origin } = new URL(text);
    return origin === 'null' ? undefined : origin;
  } catch {
    return undefined;
  }
}

function isConnect(data: unknown): data is ConnectMessage {
  return (
    typeof data === 'object' &&
    data !== null &&
    'type' in data &&
    data.type === 'loop-playground:connect' &&
    'v' in data &&
    data.v === protocolVersion
  );
}
