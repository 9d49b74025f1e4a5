import type { HttpPort, PortResult, Ports } from '../engine/ports';
import { lateScript, notLoaded as message } from './late-script';
import type { MakeProviders, Providers, ProviderSettings } from './providers';

/** The ports of a run that may reach these origins. */
export type PortsFor = (origins: readonly string[]) => Pick<Ports, 'model' | 'code' | 'http' | 'fits'>;

/** How long is waited until a script that could not be had is asked for once more, ms. */
const pauseMs = 500;

/**
 * Ports whose script is taken in when the first step asks for something outside, or by `load`. While the
 * script cannot be had, each use tries once more after a moment, which a page that is going away does not live
 * to see, and then says so as an error of its step.
 */
export function lateProviders(
  address: string,
  settings: ProviderSettings,
): { readonly portsFor: PortsFor; load(): Promise<unknown> } {
  const source = import.meta.env.DEV ? () => import('./providers-script') : undefined;
  const script = lateScript<MakeProviders>(address, 'makeProviders', source);
  let made: Providers | undefined;
  const providers = (): Providers | undefined => (made ??= script.get()?.(settings));
  const providersSoon = async (): Promise<Providers | undefined> => {
    if (!providers()) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    return providers();
  };
  return {
    load: () => script.load(),
    portsFor: (origins) => {
      let http: HttpPort | undefined;
      return {
        model: {
          ask: (request, signal) =>
            providers()?.model.ask(request, signal) ??
            providersSoon().then((soon) => soon?.model.ask(request, signal) ?? lacking('llm')),
        },
        code: {
          run: async (request, signal) =>
            (await (await providersSoon())?.code.run(request, signal)) ?? lacking('code'),
        },
        http: {
          async send(request, signal) {
            http ??= (await providersSoon())?.http(origins);
            return (await http?.send(request, signal)) ?? lacking('http');
          },
        },
        fits: (schema, value) => providers()?.fits(schema, value) ?? { ok: false, message },
      };
    },
  };
}

function lacking(what: 'llm' | 'code' | 'http'): PortResult {
  return { ok: false, error: { code: what === 'http' ? 'http/failed' : `${what}/unavailable`, message } };
}
