import { compareBooks } from '../compare';
import type { Comparer } from './comparer';
import { booksView, runsView } from './compare-views';

const comparer: Comparer = {
  async books(program, refusals, ports, { inputs, seed, ...options }) {
    const { workflow } = program;
    return booksView(
      await compareBooks(program, refusals, ports, {
        ...options,
        inputs: { ...workflow.inputs, ...inputs },
        seed: seed ?? workflow.seed ?? 0,
      }),
    );
  },
  runs: runsView,
};

// A script of its own with an interpreter of its own: the runs it compares are carried out in here alone.
Object.assign(globalThis, { comparer });
