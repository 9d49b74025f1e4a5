import type { Plugin } from 'vite';
import { progressSteps as steps } from '../src/ui/progress-steps.ts';

const nameOf = (step: number): string => `favicon-now-${step}.svg`;

/**
 * Gives the page the icons of a run on its way: a ring that closes in twelve steps, each a file, as the page's policy
 * lets no icon be drawn in the page.
 */
export function progressIcons(): Plugin {
  return {
    name: 'progress-icons',
    generateBundle() {
      for (let step = 0; step < steps; step += 1)
        this.emitFile({ type: 'asset', fileName: nameOf(step), source: ring(step / steps) });
    },
    configureServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        const step = Number(/\/favicon-now-(\d+)\.svg$/.exec(request.url ?? '')?.[1] ?? NaN);
        if (!(step < steps)) {
          next();
          return;
        }
        response.setHeader('Content-Type', 'image/svg+xml');
        response.end(ring(step / steps));
      });
    },
  };
}

/** A ring of which `part` is done, clockwise from the top, in the colour of what is now. */
function ring(part: number): string {
  const colours = (done: string, rest: string): string => `.d{stroke:${done}}.r{stroke:${rest}}`;
  const style = `circle{fill:none;stroke-width:4}${colours('#b26a00', '#d9dadc')}@media (prefers-color-scheme:dark){${colours('#f0a92e', '#4a4d52')}}`;
  const circle = '<circle cx="10" cy="10" r="7.5"';
  const arc = `${circle} class="d" pathLength="1" stroke-dasharray="${part.toFixed(3)} 1" transform="rotate(-90 10 10)"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><style>${style}</style>${circle} class="r"/>${part > 0 ? arc : ''}</svg>`;
}
