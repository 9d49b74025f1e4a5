import type { Execution } from '../execution';
import { type OpenStep, type Scope, status } from '../frame';
import type { Work } from '../outcome';
import type { IfPlan } from '../plan';
import { runBlock } from './block';
import { addressOf, guard, skips } from './end-step';
import { endTransparent } from './sequence';

function chosen(open: OpenStep | undefined): { at: number; branch: number | 'else' } {
  if (open?.branch === undefined || open.branch === null) throw new Error('an if is open without its branch');
  return { at: open.at, branch: open.branch };
}

/** The first case whose `when` holds, else `else`. The choice is recorded at entry. */
export function* runIf(run: Execution, step: IfPlan, scope: Scope): Work {
  const { frame } = scope;
  if (frame.status[step.slot] === status.none) {
    const at = run.time;
    const entered = guard(run, step, scope, at, () => {
      if (skips(run, step, scope, at)) return false;
      const address = addressOf(frame, step);
      const taken = step.whens.findIndex((when) => Boolean(when.evaluate(scope, address, at)));
      run.emit({ type: 'entered', at, address, branch: taken < 0 ? 'else' : taken }, frame, step, frame);
      return true;
    });
    if ('outcome' in entered) return entered.outcome;
    if (!entered.value) return undefined;
  }
  const { at, branch } = chosen(frame.open[step.slot]);
  const block = step.blocks[branch === 'else' ? step.whens.length : branch] ?? [];
  const outcome = yield* runBlock(run, block, scope);
  return endTransparent(run, step, scope, at, outcome, { branch });
}
