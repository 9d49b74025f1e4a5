import type { Analysis, Condition } from '../analysis';
import { isLoop, type LoopNode } from '../scope';

/** Loops without an end, conditions that cannot change, and limits that look like success. */
export function lintLimits(analysis: Analysis): void {
  const asked = new Set(
    analysis.reads.filter(({ names }) => names[2] === 'stoppedBy').map(({ names }) => names[1]),
  );
  const untils = analysis.conditions.filter(({ site }) => site.field === 'until');
  const conditions = new Map(untils.map((condition) => [condition.site.node, condition]));
  for (const node of analysis.outline.nodes) {
    if (!isLoop(node)) continue;
    noLimit(analysis, node);
    const constant = constantUntil(analysis, node, conditions.get(node)?.dependsOn ?? 'run');
    if (!constant && !asked.has(node.id)) limitIsSuccess(analysis, node);
  }
}

function noLimit({ report }: Analysis, { step, path, id }: LoopNode): void {
  if (step.maxIterations !== null || step.continueAsNewEvery !== undefined) return;
  report.add('warning', () => ({
    code: 'loop/no-limit',
    message: `\`${id}\` has no limit and its journal grows for ever; \`continueAsNewEvery\` would keep it small.`,
    path: [...path, 'maxIterations'],
  }));
}

/** Reports an `until` whose value is the same in every iteration. */
function constantUntil(
  { report, profile }: Analysis,
  { step, path }: LoopNode,
  dependsOn: Condition['dependsOn'],
): boolean {
  if (dependsOn === 'run' || step.until === undefined) return false;
  const never = step.until.trim() === 'false';
  // Where `until` is required, or the loop is meant to go on for ever, that is how to say it.
  if (never && (profile.untilRequired || step.continueAsNewEvery !== undefined)) return true;
  report.add(never ? 'note' : 'warning', () => ({
    code: 'loop/constant-until',
    message: never
      ? '`until` is always `false`; leaving it out says the same.'
      : dependsOn === 'inputs'
        ? '`until` reads only inputs, so it is the same in every iteration.'
        : '`until` reads nothing, so it is the same in every iteration.',
    path: [...path, 'until'],
  }));
  return true;
}

function limitIsSuccess({ report, profile }: Analysis, { step, path, id }: LoopNode): void {
  const { until, maxIterations = profile.maxIterationsOmitted, onMaxReached } = step;
  if (
    until === undefined ||
    onMaxReached !== undefined ||
    maxIterations === null ||
    maxIterations === 'error'
  )
    return;
  report.add('note', () => {
    const named = typeof maxIterations === 'number' ? `after ${maxIterations} iterations` : 'at the limit';
    const at = [...path, step.maxIterations === undefined ? 'until' : 'maxIterations'];
    const end = report.document.locate(at, 'value')?.to;
    const range = end === undefined ? undefined : { from: end, to: end };
    return {
      code: 'loop/limit-is-success',
      message: `When \`until\` is still not true ${named}, \`${id}\` ends like one that is done.`,
      path: at,
      fixes: [
        { label: 'Fail at the limit', range, insert: ', "onMaxReached": "fail"' },
        { label: 'Say that it may', range, insert: ', "onMaxReached": "return-last"' },
      ],
    };
  });
}
