import type { Figure, Row } from './figure';
// Of the parts that come later, the one that the expressions need.
import '../src/engine/calls';
import { compute } from './rows/compute';
import { events } from './rows/events';
import { expressions } from './rows/expressions';
import { peers } from './rows/peers';
import { resume } from './rows/resume';
import { stored } from './rows/stored';
import { walk } from './rows/walk';

/** What the worker tells the page; everything else it sends is the news of a run. */
export type Reply =
  | { readonly type: 'figures'; readonly figures: readonly Figure[] }
  | { readonly type: 'failed'; readonly message: string };

const rows: Readonly<Record<string, Row>> = { expressions, walk, peers, stored, resume, compute, events };

// A worker for each row, so that none finds what the one before left in the heap or taught the compiler.
self.onmessage = ({ data }: MessageEvent<string>) => {
  const reply = (message: Reply): void => self.postMessage(message);
  const row = rows[data];
  if (!row) return reply({ type: 'failed', message: `There is no row ${data}.` });
  row().then(
    (figures) => reply({ type: 'figures', figures }),
    (reason: unknown) => {
      const message = reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
      reply({ type: 'failed', message });
    },
  );
};
