import { awaitHosts } from '../embed/connect';
import type { Playground } from './playground.svelte';

/**
 * Lets a script on the page, or the page around it, drive this one. Listens at once; what a host asks is
 * answered once `begun` has settled and the page has its document.
 */
export function serveHosts(playground: Playground, begun: Promise<unknown>): void {
  const origin = new URLSearchParams(location.search).get('origin');
  awaitHosts({
    window,
    ...(origin !== null && { origin }),
    onPort: (port) => void serve(port, playground, begun),
  });
}

async function serve(port: MessagePort, playground: Playground, begun: Promise<unknown>): Promise<void> {
  const [{ openSession }, { pageHost }] = await Promise.all([
    import('../embed/session'),
    import('./page-host'),
    // A page that could not begin still answers, with what went wrong.
    begun.catch(() => undefined),
  ]);
  openSession(port, pageHost(playground), playground.owner);
}
