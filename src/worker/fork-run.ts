import { apply, type Frame, type Plan, type RunRecord, State, writeCheckpoint } from '../engine';
import type { Json, JsonObject } from '../json/json';
import type { Journal, RunRow, Segment } from '../journal/journal';
import { recordsOf } from '../journal/records-of';
import { textOf } from '../journal/record-text';
import { alike, forkReasons, framesOf, reasonFor } from './fork-reasons';
import type { ForkPoint, ForkReason } from './fork-types';
import { keptRecords, parsed, stateAfter } from './kept';

/** What a fork's own journal begins with. */
export interface Opening {
  /** So many segments of the run are taken as they are, but for these checkpoints in place of theirs. */
  readonly segments: number;
  readonly checkpoints: ReadonlyMap<number, string>;
  /** The segment after them, with the state from which the fork goes on. */
  readonly last: Segment;
  readonly state: State;
}

/** What is different in a fork. */
export interface ForkChanges {
  readonly plan: Plan;
  /** Values of variables from here on, by name: of the innermost loop around the point that has it. */
  readonly variables?: JsonObject;
}

/** How many segments are folded at once. */
const batch = 32;

/** Makes the beginning of a fork, or says why the changed document does not fit what is kept. */
export async function openFork(
  journal: Journal,
  row: RunRow,
  plan: Plan,
  point: ForkPoint,
  { plan: next, variables = {} }: ForkChanges,
): Promise<Opening | readonly ForkReason[]> {
  const kept = await keptRecords(journal, row, plan, point);
  if (!kept) return [reasonFor('fork/no-such-point', placeText(point), [])];
  const reasons = forkReasons(kept.state, next, point);
  if (reasons.length > 0) return reasons;
  const checkpoints = new Map<number, string>();
  const same = alike(plan, next);
  const [begin] = await journal.segments(row.id, 0, 1);
  // The first segment of a run that goes on from another has a state and no records to read again.
  if (!same && begin?.count === 0)
    return [
      reasonFor(
        'fork/continued',
        `run ${row.number} goes on from an earlier one, whose iterations the edited document would have to read again`,
        [],
      ),
    ];
  const state = same
    ? await stateAfter(journal, row.id, next, kept.segments)
    : await foldedAnew(journal, row.id, next, kept.segments, checkpoints);
  for (const record of parsed(kept.tail)) apply(state, record);
  const changed = new Map<string, Record<string, Json>>();
  const problems = [
    ...begunVariables(state, plan, changed),
    ...givenVariables(state, point, variables, changed),
  ];
  if (problems.length > 0) return problems;
  const record: RunRecord = {
    type: 'forked',
    at: state.lastAt,
    run: row.id,
    ...(changed.size > 0 && { vars: Object.fromEntries(changed) }),
  };
  apply(state, record);
  const { tail, first, segments } = kept;
  const records = textOf([...parsed(tail), record]);
  const count = tail.count + 1;
  const checkpoint = writeCheckpoint(state);
  return {
    segments,
    checkpoints,
    last: { n: segments, first, count, records, ranges: tail.ranges, checkpoint },
    state,
  };
}

function placeText({ loop, iteration, step }: ForkPoint): string {
  const where = loop === '' ? 'the document' : `iteration ${iteration} of \`${loop}\``;
  return step === undefined
    ? `${where} was not reached, or nothing follows it`
    : `\`${step}\` was not reached in ${where}`;
}

/** Reads all that is kept by the new document, as it looks up what the old one did not. */
async function foldedAnew(
  journal: Journal,
  runId: string,
  plan: Plan,
  end: number,
  checkpoints: Map<number, string>,
): Promise<State> {
  const state = new State(plan);
  for (let from = 0; from < end; from += batch) {
    for (const segment of await journal.segments(runId, from, Math.min(end, from + batch))) {
      for (const record of recordsOf(segment)) apply(state, record);
      if (segment.checkpoint !== undefined) checkpoints.set(segment.n, writeCheckpoint(state));
    }
  }
  return state;
}

/** The bodies that are open at a point, outermost first. */
function openFrames(state: State): readonly Frame[] {
  return framesOf(state).flatMap(({ frame, isOpen }) => (isOpen ? frame : []));
}

type Changed = Map<string, Record<string, Json>>;

function change(changed: Changed, frame: Frame, name: string, value: Json): void {
  const values = changed.get(frame.address) ?? {};
  values[name] = value;
  changed.set(frame.address, values);
}

/** Gives variables that the old document did not declare their initial values. */
function begunVariables(state: State, old: Plan, changed: Changed): readonly ForkReason[] {
  const reasons: ForkReason[] = [];
  for (const frame of openFrames(state)) {
    const before = frameOf(old, frame);
    if (frame.plan.kind === 'foreach') continue;
    for (const { name, initial } of frame.plan.vars) {
      if (before?.vars.some((known) => known.name === name)) continue;
      try {
        const around = frame.scope.up ?? frame.scope;
        change(changed, frame, name, initial.store(around, frame.address, frame.loopStartedAt));
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        const path = [...(frame.plan.owner?.path ?? []), 'variables', name];
        reasons.push(
          reasonFor('fork/variable-fails', `the new variable \`${name}\` has no initial value: ${why}`, path),
        );
      }
    }
  }
  return reasons;
}

function frameOf(plan: Plan, frame: Frame): Plan['root'] | undefined {
  const { owner } = frame.plan;
  if (!owner) return plan.root;
  return plan.frames.find((one) => one.owner?.id === owner.id);
}

/** Notes other values for the variables that a step at the point sees. */
function givenVariables(
  state: State,
  { loop, iteration }: ForkPoint,
  values: JsonObject,
  changed: Changed,
): readonly ForkReason[] {
  const from = openFrames(state).findLast(
    ({ address, plan, iteration: number }) =>
      address === loop && (plan.kind !== 'foreach' || number === iteration),
  );
  return Object.entries(values).flatMap(([name, value]) => {
    const owner = ownerOf(from ?? state.root, name);
    if (!owner)
      return [
        reasonFor('fork/unknown-variable', `no loop around the point has the variable \`${name}\``, []),
      ];
    change(changed, owner, name, value);
    return [];
  });
}

function ownerOf(from: Frame, name: string): Frame | undefined {
  for (let scope: Frame['scope'] | undefined = from.scope; scope; scope = scope.up)
    if (scope.frame.plan.vars.some((known) => known.name === name)) return scope.frame;
  return undefined;
}
