import type { Run, RunRecord, RunStatus } from '../../src/engine/records';
import type { Host, HostEvent } from '../../src/embed/host';
import type { ForkPoint } from '../../src/worker/fork-types';
import type { Checked, Explanation, RunListItem, StartOptions } from '../../src/worker/api';

/** Runs of the fake page: `mine` was begun by the frame `frame:1`, `other` by the page itself. */
const owners: Readonly<Record<string, string | undefined>> = { mine: 'frame:1', other: undefined };

export const records: readonly RunRecord[] = [
  { type: 'run-started', at: 1, vars: {} },
  { type: 'loop-started', at: 1, address: 'l', vars: {} },
  { type: 'run-ended', at: 2, status: 'completed', outputs: 'done' },
];

export function runOf(id: string): Run {
  return {
    id,
    name: 'Fake',
    status: 'completed',
    semantics: 'playground',
    seed: 0,
    inputs: {},
    outputs: 'done',
    steps: { a: 'done' },
    loops: [{ address: 'l', id: 'l', iterations: 1, stoppedBy: 'until' }],
    calls: [{ stepId: 'a', address: 'l[0]/a', attempt: 1, prompt: 'Say done' }],
    counts: { iterations: 1, steps: 1, calls: 1, failures: 0, resumes: 0 },
    startedAt: 1,
    endedAt: 2,
  };
}

function itemOf(id: string, owner: string | undefined): RunListItem {
  return {
    id,
    number: 1,
    name: 'Fake',
    status: 'completed',
    why: 'stopped by `until` after iteration 0',
    iterations: 1,
    calls: 1,
    failures: 0,
    resumes: 0,
    semantics: 'playground',
    seed: 0,
    bytes: 10,
    startedAt: 1,
    updatedAt: 2,
    endedAt: 2,
    generation: 0,
    ...(owner === undefined ? {} : { owner }),
  };
}

const explanation: Explanation = {
  loopId: 'l',
  address: 'l',
  iteration: 0,
  text: 'steps.a == 1',
  value: false,
  answer: 'goes-on',
  when: 'after',
  parts: [
    { range: { from: 0, to: 12 }, text: 'steps.a == 1', value: false, evaluated: true, decides: true },
    {
      range: { from: 0, to: 7 },
      text: 'steps.a',
      evaluated: true,
      decides: true,
      place: { from: 90, to: 97 },
    },
  ],
  sentence: 'Goes on because `steps.a == 1` is `false`',
};

/** A page that does nothing but remember what it was asked, with a document that is wrong on demand. */
export class FakeHost implements Host {
  readonly started: Omit<StartOptions, 'text'>[] = [];
  readonly deleted: string[] = [];
  readonly listeners = new Set<(event: HostEvent) => void>();
  text = '{}';
  current: string | undefined = 'mine';
  broken = false;
  status: RunStatus = 'paused';

  private checked(): Checked {
    const wrong = this.text.includes('wrong');
    return {
      diagnostics: wrong
        ? [
            {
              code: 'document/field-unknown',
              severity: 'error',
              message: 'There is no field `wrong`',
              path: ['steps', 0, 'my-field'],
              range: { from: 2, to: 9 },
              fixes: [{ label: 'Remove it', range: { from: 2, to: 9 }, insert: '' }],
            },
          ]
        : [],
      ...(wrong ? {} : { workflow: { steps: [] } }),
      outline: [],
      name: 'Fake',
      semantics: 'playground',
      seed: 0,
      inputs: {},
      expressions: [],
    };
  }

  setText(text: string) {
    this.text = text;
    return Promise.resolve(this.checked());
  }
  document() {
    return Promise.resolve({ text: this.text, checked: this.checked() });
  }
  start(options: Omit<StartOptions, 'text'>) {
    this.started.push(options);
    const { diagnostics } = this.checked();
    if (diagnostics.length === 0) return Promise.resolve({ runId: 'mine' });
    return Promise.resolve({ error: { code: 'workflow/invalid', message: 'It has 1 error' }, diagnostics });
  }
  fork(_runId: string, { loop }: ForkPoint) {
    const reason = {
      code: 'fork/loop-gone',
      message: 'the loop `gone` is gone',
      path: ['steps', 0],
    } as const;
    return Promise.resolve(loop === 'l' ? { runId: 'mine' } : { reasons: [reason] });
  }
  currentRun() {
    return this.current;
  }
  control() {
    return Promise.resolve(this.status);
  }
  seek(loop: string, iteration: number, stepId: string | undefined) {
    const moment = { address: loop, iteration, ...(stepId !== undefined && { stepId }) };
    return Promise.resolve(loop === 'l' ? moment : undefined);
  }
  getRun(runId: string) {
    if (this.broken) return Promise.reject(new Error('the interpreter is gone'));
    return Promise.resolve(runId in owners ? runOf(runId) : undefined);
  }
  records(_runId: string, from: number, limit: number) {
    return Promise.resolve({ records: records.slice(from, from + limit), total: records.length });
  }
  explain(_runId: string, loop: string) {
    return Promise.resolve(loop === 'l' ? explanation : undefined);
  }
  listRuns() {
    return Promise.resolve(Object.entries(owners).map(([id, owner]) => itemOf(id, owner)));
  }
  #iterations = false;
  deleteRun(runId: string) {
    this.deleted.push(runId);
    return Promise.resolve();
  }
  tellIterations() {
    this.#iterations = true;
  }
  watch(listener: (event: HostEvent) => void) {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
  tell(event: HostEvent) {
    if (event.type === 'iteration' && !this.#iterations) return;
    for (const listener of this.listeners) listener(event);
  }
}
