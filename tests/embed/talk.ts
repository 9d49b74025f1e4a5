import { openSession, type Session } from '../../src/embed/session';
import { FakeHost } from './fake-host';

/** The host's end of a session with a fake page. */
export interface Talk {
  readonly host: FakeHost;
  readonly session: Session;
  /** Sends anything at all and gives the next message that comes back. */
  raw(message: unknown): Promise<unknown>;
  ask(method: string, params?: unknown): Promise<unknown>;
  /** The next message, whatever brings it. */
  next(): Promise<unknown>;
  close(): void;
}

/** Opens a session over a real MessageChannel. */
export function talk(owner?: string): Talk {
  const { port1, port2 } = new MessageChannel();
  const host = new FakeHost();
  const session = openSession(port2, host, owner);
  const arrived: unknown[] = [];
  const waiting: ((message: unknown) => void)[] = [];
  port1.onmessage = (event: MessageEvent<unknown>) => {
    const taker = waiting.shift();
    if (taker) taker(event.data);
    else arrived.push(event.data);
  };
  const next = (): Promise<unknown> =>
    new Promise((resolve) => {
      if (arrived.length > 0) resolve(arrived.shift());
      else waiting.push(resolve);
    });
  let id = 0;
  return {
    host,
    session,
    next,
    raw(message) {
      port1.postMessage(message);
      return next();
    },
    ask(method, params) {
      port1.postMessage({ id: ++id, method, params });
      return next();
    },
    close() {
      session.close();
      port1.close();
    },
  };
}
