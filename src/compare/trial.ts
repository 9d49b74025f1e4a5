import { Execution, Gate, loopsOf, planOf, type PortResult, type Ports, State } from '../engine';
import type { LoopSummary, RunError } from '../engine/records';
import type { Json, JsonObject } from '../json/json';
import type { Program } from '../workflow/program';
import { type Fact, Facts } from './facts';
import { TrialTime } from './trial-time';

/** What a trial needs of the outside: pure answers only, it reaches nothing. */
export type TrialPorts = Pick<Ports, 'model' | 'code' | 'fits' | 'turn'>;

export interface TrialSettings {
  readonly inputs: JsonObject;
  readonly seed: string | number;
  readonly answers?: JsonObject;
  /** True ends the trial where it is. */
  readonly cancelled?: () => boolean;
}

/** A run that is not kept: carried out for its facts, in time of its own. */
export interface Trial {
  readonly facts: readonly Fact[];
  readonly status: 'completed' | 'failed' | 'stopped' | 'continued';
  readonly outputs: Json;
  readonly error?: RunError;
  readonly loops: readonly LoopSummary[];
  readonly iterations: number;
  /** It did not end by itself, but at the most that a trial has of these; of iterations those of all loops count. */
  readonly cut?: Cut;
}

/** The most of something that is compared. */
export interface Cut {
  readonly most: number;
  readonly of: 'iterations' | 'records';
}

/** Most iterations and facts of a trial: beyond them nobody reads the comparison. */
const mostIterations = 2000;
const mostFacts = 40_000;

/** When every trial begins, epoch ms: `now()` gives each of them the same. */
const beginning = 1_700_000_000_000;
const recordsPerTurn = 512;
const fullSpeed = 4;

const unreachable: PortResult = {
  ok: false,
  error: { code: 'http/failed', message: 'a comparison reaches nothing outside; give the step a `mock`' },
};

/**
 * Runs a program from beginning to end without keeping anything. Waits are over at once and are counted by a
 * clock of the trial's own. Rejects only when the interpreter itself is wrong.
 */
export async function runTrial(program: Program, ports: TrialPorts, settings: TrialSettings): Promise<Trial> {
  const state = new State(planOf(program, settings.inputs, settings.seed));
  const facts = new Facts();
  const time = new TrialTime(beginning, ports.turn);
  const end: { cut?: Cut } = {};
  let records = 0;
  const execution = new Execution(
    state,
    {
      fits: ports.fits,
      model: {
        ask(request, signal) {
          const answer = ports.model.ask(request, signal);
          return answer instanceof Promise ? time.during(answer) : answer;
        },
      },
      code: { run: (request, signal) => time.during(ports.code.run(request, signal)) },
      http: { send: () => Promise.resolve(unreachable) },
      now: () => time.now,
      sleep: (ms) => time.sleep(ms),
      turn: ports.turn,
      commit: ports.turn,
      record(record) {
        facts.add(record);
        records++;
        const many = state.counts.iterations >= mostIterations;
        const full = many || facts.list.length >= mostFacts;
        if (!end.cut && (full || settings.cancelled?.() === true)) {
          end.cut = many ? { most: mostIterations, of: 'iterations' } : { most: mostFacts, of: 'records' };
          // Not from within a step: the run ends as stopped while it waits for its turn.
          queueMicrotask(() => {
            execution.stop();
          });
        }
        // Time stands still here, so the turn is not given up by the clock.
        return end.cut !== undefined || records % recordsPerTurn === 0 ? ports.turn() : undefined;
      },
    },
    {
      runId: 'comparison',
      seed: settings.seed,
      gate: new Gate(fullSpeed, false),
      ...(settings.answers && { answers: settings.answers }),
    },
  );
  const { status, outputs, error } = await execution.run();
  return {
    ...{ facts: facts.list, status, outputs, ...end },
    ...(error && { error }),
    loops: loopsOf(state),
    iterations: state.counts.iterations,
  };
}
