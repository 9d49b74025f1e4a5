import { isObject, own, type Json } from '../../json/json';
import type { BreakpointAt } from '../../worker/api';
import type { Playground } from '../playground.svelte';

const kinds: readonly string[] = ['step', 'until', 'error', 'variable'] satisfies BreakpointAt['kind'][];

/** The breakpoints of the draft, at most one at a step. A run that is going on learns of every change. */
export class BreakpointList {
  all = $state.raw<readonly BreakpointAt[]>([]);
  readonly #playground: Playground;

  constructor(playground: Playground) {
    this.#playground = playground;
  }

  at(stepId: string): BreakpointAt | undefined {
    return this.all.find(({ step }) => step === stepId);
  }

  /** Sets the breakpoint of a step, in the place of the one it had. */
  put(breakpoint: BreakpointAt): void {
    this.#set([...this.all.filter(({ step }) => step !== breakpoint.step), breakpoint]);
  }

  remove(stepId: string): void {
    this.#set(this.all.filter(({ step }) => step !== stepId));
  }

  /** What a click in the gutter does: sets one, or opens the one that is there. */
  press(stepId: string, kind: 'step' | 'until'): void {
    const { layout } = this.#playground;
    if (this.at(stepId)) {
      layout.dialog = { kind: 'breakpoint', stepId };
      return;
    }
    this.put({ step: stepId, kind });
    // A way back that is still offered stays.
    if (!layout.toast?.undo) layout.say({ text: 'Press the mark again for a condition' });
  }

  /** Another document has taken the place of this one; gives the way back. */
  clear(): () => void {
    const { all } = this;
    if (all.length > 0) this.#set([]);
    // The run that is shown may be of the document which took the place.
    return () => this.#set(all, this.#playground.run.text === this.#playground.draft.text);
  }

  /** Takes over what was stored; what does not fit is left out. */
  restore(stored: Json | undefined): void {
    this.all = Array.isArray(stored) ? stored.flatMap((one: Json) => readBreakpoint(one)) : [];
  }

  json(): Json {
    return this.all.map((one) => ({ ...one }));
  }

  #set(all: readonly BreakpointAt[], tells = true): void {
    this.all = all;
    this.#playground.draft.touch();
    const { id, isMine } = this.#playground.run;
    if (id !== undefined && isMine && tells) void this.#playground.ask((api) => api.setBreakpoints(id, all));
  }
}

function readBreakpoint(stored: Json): BreakpointAt[] {
  if (!isObject(stored)) return [];
  const step = own(stored, 'step');
  const kind = own(stored, 'kind');
  const condition = own(stored, 'condition');
  const variable = own(stored, 'variable');
  if (typeof step !== 'string' || !isKind(kind)) return [];
  return [
    {
      step,
      kind,
      ...(typeof condition === 'string' ? { condition } : {}),
      ...(typeof variable === 'string' ? { variable } : {}),
    },
  ];
}

function isKind(kind: Json | undefined): kind is BreakpointAt['kind'] {
  return typeof kind === 'string' && kinds.includes(kind);
}
