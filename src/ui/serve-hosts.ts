import { awaitHosts } from '../embed/connect';
import type { Started } from './start';

/**
 * Lets a script on the page, or the page around it, drive this one. Listens at once, so that a handshake
 * right after the page has loaded is heard; what a host asks is answered once the page has its document.
 */
export function serveHosts(started: Promise<Started>): void {
  const origin = new URLSearchParams(location.search).get('origin');
  awaitHosts({
    window,
    ...(origin !== null && { origin }),
    onPort: (port) => {
      // A page that could not start says so itself; there is nobody to answer then.
      serve(port, started).catch(() => {
        port.close();
      });
    },
  });
}

async function serve(port: MessagePort, started: Promise<Started>): Promise<void> {
  const [{ openSession }, { pageHost }, { playground, begun }] = await Promise.all([
    import('../embed/session'),
    import('./page-host'),
    started,
  ]);
  // A page that could not begin still answers, with what went wrong.
  await begun.catch(() => undefined);
  openSession(port, pageHost(playground), playground.owner);
}
