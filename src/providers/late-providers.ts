import type { HttpPort, PortResult, Ports } from '../engine/ports';
import { type Late, notLoaded as message } from '../json/late';
import type { Providers } from './providers';

/** The ports of a run that may reach these origins. */
export type PortsFor = (origins: readonly string[]) => Pick<Ports, 'model' | 'code' | 'http' | 'fits'>;

/** How long is waited until providers that could not be had are asked for once more, ms. */
const pauseMs = 500;

/**
 * Ports whose providers are imported when a document or its first step needs them. While they cannot be had, each use
 * tries once more after a moment, which a page that is going away does not live to see, and then says so as an
 * error of its step.
 */
export function lateProviders(late: Late<Providers>): PortsFor {
  const soon = async (): Promise<Providers | undefined> => {
    const tried = await late.load().catch(() => undefined);
    if (tried) return tried;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    return late.load().catch(() => undefined);
  };
  return (origins) => {
    let http: HttpPort | undefined;
    return {
      model: {
        ask: (request, signal) =>
          late.loaded?.model.ask(request, signal) ??
          soon().then((providers) => providers?.model.ask(request, signal) ?? lacking('llm')),
      },
      code: {
        run: async (request, signal) => (await (await soon())?.code.run(request, signal)) ?? lacking('code'),
      },
      http: {
        async send(request, signal) {
          http ??= (await soon())?.http(origins);
          return (await http?.send(request, signal)) ?? lacking('http');
        },
      },
      fits: (schema, value) => late.loaded?.fits(schema, value) ?? { ok: false, message },
    };
  };
}

function lacking(what: 'llm' | 'code' | 'http'): PortResult {
  return { ok: false, error: { code: what === 'http' ? 'http/failed' : `${what}/unavailable`, message } };
}
