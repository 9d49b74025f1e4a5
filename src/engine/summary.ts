import { pathText } from '../json/json';
import { compareAddresses } from './address';
import type { LoopSummary, RunCounts, RunDiagnostic, RunError } from './records';
import type { State } from './state';

/** An error of a run in the form of a diagnostic. */
export function diagnosticOf(error: RunError, range: RunDiagnostic['range']): RunDiagnostic {
  return {
    code: error.code,
    severity: 'error',
    message: error.message,
    path: pathText(error.path ?? []),
    ...(range && { range }),
    ...(error.address !== undefined && { address: error.address }),
  };
}

/** The loops of a run in document order, then by number; at most as many as are kept. */
export function loopsOf(state: State): readonly LoopSummary[] {
  return [...state.loops.values()]
    .sort((a, b) => a.order - b.order || compareAddresses(a.address, b.address))
    .map(({ address, id, iterations, stoppedBy }) => ({
      address,
      id,
      iterations,
      ...(stoppedBy && { stoppedBy }),
    }));
}

export function countsOf({ counts }: State): RunCounts {
  return { ...counts };
}
