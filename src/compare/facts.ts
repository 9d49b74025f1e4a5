import type { Address, RunRecord, StepTrace, StoppedBy } from '../engine/records';
import { numbersOf } from '../engine';
import type { Json } from '../json/json';

/** Where in a run something was the case: a step of an iteration, or the check of its `until`. */
export interface FactPlace {
  readonly address: Address;
  readonly iteration: number;
  /** Numbers from the outermost loop to this iteration. */
  readonly numbers: readonly number[];
  /** Of a prompt or an output its step; none for `until`. */
  readonly stepId?: string;
}

/** One thing that was the case in a run and can be compared with the same place of another run. */
export interface Fact extends FactPlace {
  /** The same in each run for the same place. */
  readonly key: string;
  readonly what: 'prompt' | 'output' | 'until';
  /** The prompt, the output, or the verdict of `until`; undefined: it was not asked, or gave nothing. */
  readonly value: Json | undefined;
  /** Of an output: absent when the step is done. */
  readonly status?: StepTrace['status'];
  /** Of `until`: what ended the loop with this iteration. */
  readonly stop?: StoppedBy | 'next';
  readonly error?: string;
  /** All of it as one text: two facts are the same when these are. */
  readonly text: string;
}

type Ended = Extract<RunRecord, { type: 'iteration' | 'item' }>;

/** The facts of a run in the order of its records. Times are none: they never repeat. */
export class Facts {
  readonly list: Fact[] = [];

  /** Takes the next record of the run. */
  add(record: RunRecord): void {
    if (record.type === 'iteration' || record.type === 'item') this.ended(record);
    else if (record.type === 'attempt' && record.prompt !== undefined)
      this.prompt(record.address, record.attempt, record.prompt);
  }

  private prompt(address: Address, attempt: number, prompt: string): void {
    const slash = address.lastIndexOf('/');
    const place = /^(.*)[[{](\d+)[\]}]$/.exec(address.slice(0, Math.max(0, slash)));
    if (place?.[1] === undefined) return;
    const numbers = numbersOf(address);
    this.push({
      ...{ address: place[1], iteration: Number(place[2]), numbers, stepId: address.slice(slash + 1) },
      ...{ key: `${address}?${attempt}`, what: 'prompt', value: prompt },
    });
  }

  private ended(record: Ended): void {
    const { address } = record;
    const iteration = record.type === 'iteration' ? record.iteration : record.index;
    const prefix = record.type === 'iteration' ? `${address}[${iteration}]` : `${address}{${iteration}}`;
    const place = { address, iteration, numbers: numbersOf(prefix) };
    for (const [stepId, { status }] of Object.entries(record.steps)) {
      const value = record.outputs[stepId];
      const key = `${prefix}/${stepId}`;
      this.push({ ...place, stepId, key, what: 'output', value, ...(status && { status }) });
    }
    if (record.type === 'item') return;
    const { verdict, stop, error } = record;
    if (verdict === undefined && stop === undefined) return;
    this.push({
      ...place,
      ...{ key: `${prefix}?until`, what: 'until', value: verdict },
      ...(stop && { stop }),
      ...(error && { error: error.message }),
    });
  }

  private push(fact: Omit<Fact, 'text'>): void {
    const { value, status = '', stop = '', error } = fact;
    this.list.push({
      ...fact,
      text: `${status} ${stop} ${error === undefined ? '' : 'failed'} ${JSON.stringify(value)}`,
    });
  }
}
