import { type Frame, type Gate, type State, status as standing, type StepPlan } from '../engine';
import type { LoopSummary } from '../engine/records';
import type { Place } from './api';
import type { RunRow } from '../journal/journal';

/** Words behind a run's status and what ended it; `code` in backticks. */
export interface Why {
  readonly why: string;
  readonly stoppedBy?: RunRow['stoppedBy'];
}

/** How a run that has ended came to its end. `loops` in document order. */
export function whyEnded(state: State, loops: readonly LoopSummary[]): Why {
  const { ending } = state;
  const last = loops.filter(({ address }) => !address.includes('/')).at(-1);
  switch (ending?.status) {
    case 'completed':
      return completed(state, last);
    case 'failed':
      return { why: whereFailed(state), stoppedBy: 'error' };
    case 'stopped': {
      const at =
        last && last.iterations > 0
          ? ` in iteration ${count(last.iterations - (last.stoppedBy ? 1 : 0))}`
          : '';
      return { why: `by you${at}`, stoppedBy: 'person' };
    }
    case 'continued':
      return { why: last ? `after ${count(last.iterations)} iterations` : 'in a new run' };
    case undefined:
      return { why: '' };
  }
}

function completed(state: State, loop: LoopSummary | undefined): Why {
  if (!loop?.stoppedBy) {
    const each = state.plan.root.body.findLast(({ type }) => type === 'foreach');
    const items = each && state.counts.iterations;
    return {
      why: items === undefined ? 'all steps have run' : `after ${items} ${items === 1 ? 'item' : 'items'}`,
    };
  }
  const { iterations, stoppedBy } = loop;
  const name = state.loops.size > 1 ? `\`${loop.id}\` ` : '';
  switch (stoppedBy) {
    case 'until':
      return {
        why:
          iterations === 0
            ? `${name}stopped by \`until\` before iteration 0`
            : `${name}stopped by \`until\` after iteration ${count(iterations - 1)}`,
        stoppedBy,
      };
    case 'max': {
      const step = state.plan.byId.get(loop.id);
      const tail = step?.type === 'loop' && step.until ? '; `until` was never true' : '';
      return { why: `${name}at the limit of ${count(iterations)}${tail}`, stoppedBy };
    }
    case 'exit':
      return { why: `${name}stopped by \`exit\` in iteration ${count(iterations - 1)}`, stoppedBy };
    case 'error':
      return { why: `although \`${loop.id}\` failed in iteration ${count(iterations - 1)}`, stoppedBy };
  }
}

function whereFailed({ ending, plan, loops }: State): string {
  const { stepId, address, code, path } = ending?.error ?? {};
  if (!stepId) return 'while the outputs were made';
  const numbers = address === undefined ? '' : numbersWithIds(address);
  const step = plan.byId.get(stepId);
  const isCheck = step?.type === 'loop' && path?.at(-1) === 'until';
  if (isCheck) {
    const done = loops.get(address ?? '')?.iterations ?? 0;
    return done === 0 ? 'at `until`, before iteration 0' : `at \`until\`, after iteration ${count(done - 1)}`;
  }
  if (code === 'loop/max-iterations') return `at the limit of \`${stepId}\`; \`until\` was never true`;
  return `at \`${stepId}\`${numbers}`;
}

function numbersWithIds(address: string): string {
  const parts = address.split('/').slice(0, -1);
  const named = parts.map((part) => /^(.*)[[{](\d+)[\]}]$/.exec(part)).reverse();
  return named
    .map((match, n) => {
      const id = match?.[1] ?? '';
      const number = count(Number(match?.[2] ?? 0));
      if (n === 0) return parts.length > 1 ? `, iteration ${number} of \`${id}\`` : `, iteration ${number}`;
      return ` in iteration ${number} of \`${id}\``;
    })
    .join('');
}

/** What `why` begins with when a run is held at a breakpoint. */
const atBreakpoint = 'at breakpoint';

/** Whether a paused run is held at a breakpoint, also one that is no longer in the worker: its words are stored. */
export function isAtBreakpoint(why: string): boolean {
  return why.startsWith(atBreakpoint);
}

/** Where a run stands: "before `review`, iteration 3", and the breakpoint it was held at. */
export function whyAt(
  place: Place | undefined,
  status: 'running' | 'paused' | 'waiting',
  hit: Gate['hit'],
): string {
  if (!place) return '';
  const where = numbersWithIds(place.address);
  switch (status) {
    case 'paused':
      if (hit?.before === true) {
        const says = hit.says === '' ? '' : `; ${hit.says}`;
        return `${atBreakpoint} before \`${place.stepId}\`${where}${says}`;
      }
      // After a check the run stands before the next iteration, of which the breakpoint says nothing.
      if (hit) return `${atBreakpoint}: ${hit.says}${hit.checked === true ? '' : where}`;
      return `${place.phase} \`${place.stepId}\`${where}`;
    case 'waiting':
      return `in \`${place.stepId}\`${where}`;
    case 'running':
      return `\`${place.stepId}\`${where}`;
  }
}

/** The place of the head as the page is told it. */
export function placeOf({ frame, step }: { readonly frame: Frame; readonly step: StepPlan }): Place {
  const over = (frame.status[step.slot] ?? standing.none) >= standing.done;
  const phase = frame.open[step.slot] !== undefined ? 'in' : over ? 'after' : 'before';
  const loops: Place['loops'][number][] = [];
  for (let at: Frame | undefined = frame; at && at.plan.owner; at = at.scope.up?.frame) {
    loops.unshift({ id: at.plan.owner.id, address: at.address, iteration: at.iteration });
  }
  return { stepId: step.id, address: frame.prefix + step.id, phase, loops };
}

/** A number with a comma between thousands. */
function count(number: number): string {
  // Asked for with every segment: `toLocaleString` takes a quarter of a millisecond.
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}
