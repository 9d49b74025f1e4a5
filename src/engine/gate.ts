import type { Breakpoints } from './breakpoints';
import type { Frame, Scope } from './frame';
import type { StepPlan } from './plan';
import { Signal } from './signal';

/** A place at which a run pauses before it goes on: a step of an iteration, or that iteration's first step. */
export interface PausePoint {
  /** Id of a loop, or the address of one start of it; empty: the document, as iteration 0. */
  readonly loop: string;
  readonly iteration: number;
  readonly step?: string;
}

/** Steps a second at speeds 0, 1 and 2. */
const paces = [1, 3, 8];

/** How long mock and simulated answers take at speed 3, in ms. */
const answerDelay = 250;

/** What every step passes before it begins. Holds the run when paused or stepping, and slows it down. */
export class Gate {
  private mode: 'open' | 'held' | 'step' | 'iteration' = 'open';
  /** Of `iteration`: the loop whose iteration has to end; undefined: the first that does. */
  private loop: string | undefined;
  private opened = new Signal();
  private readonly point: PausePoint | undefined;
  /** Where this going on is to end; forgotten with the next one. */
  goal: PausePoint | undefined;
  private passedPoint = '';
  speed: number;
  /** Absent when there are none: then they cost nothing. */
  breakpoints: Breakpoints | undefined;
  /** The breakpoint at which the run is held: what it says, whether it lies before a step, or after a check. */
  hit: { readonly says: string; readonly before: boolean; readonly checked?: boolean } | undefined;
  /** A breakpoint was hit by what a step did: the run is to be held when the step has ended. */
  due = false;
  /** Called when the gate shuts by itself: a step is done, a pause point reached. */
  onHeld: () => void = () => undefined;

  constructor(speed: number, held: boolean, point?: PausePoint) {
    this.speed = speed;
    this.point = point;
    if (held) this.mode = 'held';
  }

  get held(): boolean {
    return this.mode === 'held';
  }

  /** Whether the run goes on by itself: not held, and not going just one step or iteration. */
  get isOpen(): boolean {
    return this.mode === 'open';
  }

  /** Whether a step may pass without being looked at. */
  get free(): boolean {
    return (
      this.mode === 'open' &&
      this.point === undefined &&
      this.goal === undefined &&
      this.breakpoints === undefined &&
      this.speed >= paces.length
    );
  }

  hold(): void {
    this.mode = 'held';
  }

  open(goal?: PausePoint): void {
    this.mode = 'open';
    this.goal = goal;
    this.release();
  }

  step(): void {
    this.mode = 'step';
    this.release();
  }

  stepIteration(loop: string | undefined): void {
    this.mode = 'iteration';
    this.loop = loop;
    this.release();
  }

  private release(): void {
    this.hit = undefined;
    this.due = false;
    const { opened } = this;
    this.opened = new Signal();
    opened.settle();
  }

  /** A step is about to begin, for the first time: a breakpoint before it may hold the run. */
  arrive(step: StepPlan, scope: Scope, at: number): void {
    if (this.mode !== 'open' && this.mode !== 'iteration') return;
    const says = this.breakpoints?.reached(step, scope, at);
    if (says !== undefined) this.stopAt({ says, before: true });
  }

  /** A breakpoint was hit by what a step did, or by a loop's check. */
  happen(says: string, checked: boolean): void {
    if (this.mode !== 'open' && this.mode !== 'iteration') return;
    this.due = true;
    this.stopAt({ says, before: false, checked });
  }

  private stopAt(hit: Gate['hit']): void {
    this.mode = 'held';
    this.hit = hit;
    this.onHeld();
  }

  /** What somebody who is to be held has to wait for; undefined: the run goes on. */
  get closed(): Signal | undefined {
    return this.held ? this.opened : undefined;
  }

  /** Undefined: go on. Else what to wait for before asking again. */
  admit(step: StepPlan, frame: Frame): Signal | undefined {
    if (this.mode === 'open' || this.mode === 'iteration') {
      if (this.atPoint(step, frame)) {
        this.mode = 'held';
        this.onHeld();
      }
    } else if (this.mode === 'step') {
      this.mode = 'held';
      return undefined;
    }
    return this.mode === 'held' ? this.opened : undefined;
  }

  /** Milliseconds to rest before the next step. */
  get rest(): number {
    const pace = paces[this.speed];
    return pace === undefined || this.mode !== 'open' ? 0 : 1000 / pace;
  }

  /** Milliseconds that an answer which is there at once pretends to take. */
  get answerDelay(): number {
    return this.speed === paces.length ? answerDelay : 0;
  }

  /** An iteration or a loop has ended: the end of an iteration step. */
  iterationEnded(loop: string): void {
    if (this.mode !== 'iteration') return;
    if (this.loop !== undefined && this.loop !== loop && !this.loop.startsWith(`${loop}[`)) return;
    this.mode = 'held';
    this.onHeld();
  }

  private atPoint(step: StepPlan, frame: Frame): boolean {
    if (isAt(this.goal, step, frame)) {
      this.goal = undefined;
      return true;
    }
    if (!isAt(this.point, step, frame)) return false;
    const place = `${frame.prefix}${step.id}`;
    if (this.passedPoint === place) return false;
    this.passedPoint = place;
    return true;
  }
}

function isAt(point: PausePoint | undefined, step: StepPlan, frame: Frame): boolean {
  if (!point || frame.iteration !== point.iteration) return false;
  if (frame.address !== point.loop && frame.plan.owner?.id !== point.loop) return false;
  return point.step === undefined ? frame.plan.body[0] === step : step.id === point.step;
}
