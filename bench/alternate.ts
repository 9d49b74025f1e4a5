import { median } from './figure';

/** How long one of the two is measured before the other has its turn, ms. */
const chunkMs = 8;
/** Least time between two looks at the clock, ms: less the clock of a page cannot tell apart. */
const lookMs = 0.5;

/** What an alternating measurement gave: medians of calls a millisecond, and of the ratio of neighbours. */
export interface Alternated {
  readonly subject: number;
  readonly reference: number;
  readonly ratio: number;
}

/** What is compared with: called, or asked when it answers by promises only. */
export type Reference<A> =
  { readonly call: (argument: A) => unknown } | { readonly answer: (argument: A) => Promise<unknown> };

/** Keeps results observable, so that no call can be optimized away. */
export interface Sink {
  truthy: number;
}

/**
 * Calls subject and reference with the same arguments in turns of 8 ms, `pairs` times after a warm-up. What
 * else the machine does then hits both alike.
 */
export async function alternate<A>(
  subject: (argument: A) => unknown,
  reference: Reference<A>,
  given: readonly A[],
  pairs: number,
  sink: Sink,
): Promise<Alternated> {
  const ownSpeed = (): number => callsPerMs(subject, given, sink);
  const otherSpeed = (): number | Promise<number> =>
    'answer' in reference
      ? answersPerMs(reference.answer, given, sink)
      : callsPerMs(reference.call, given, sink);
  for (let turn = 0; turn < 6; turn += 1) {
    ownSpeed();
    await otherSpeed();
  }
  const measured: { own: number; other: number }[] = [];
  for (let turn = 0; turn < pairs; turn += 1) {
    // Neither is always the first.
    const early = turn % 2 === 0 ? ownSpeed() : 0;
    const other = await otherSpeed();
    measured.push({ own: turn % 2 === 0 ? early : ownSpeed(), other });
  }
  return {
    subject: median(measured.map(({ own }) => own)),
    reference: median(measured.map(({ other }) => other)),
    ratio: median(measured.map(({ own, other }) => own / other)),
  };
}

function callsPerMs<A>(call: (argument: A) => unknown, given: readonly A[], sink: Sink): number {
  const began = performance.now();
  const look = new Look(began);
  let truthy = 0;
  while (look.now - began < chunkMs) {
    for (let { rounds } = look; rounds > 0; rounds -= 1) {
      for (const argument of given) if (call(argument)) truthy += 1;
    }
    look.again();
  }
  sink.truthy += truthy;
  return (look.done * given.length) / (look.now - began);
}

async function answersPerMs<A>(
  answer: (argument: A) => Promise<unknown>,
  given: readonly A[],
  sink: Sink,
): Promise<number> {
  const began = performance.now();
  const look = new Look(began);
  let truthy = 0;
  while (look.now - began < chunkMs) {
    for (let { rounds } = look; rounds > 0; rounds -= 1) {
      for (const argument of given) if (await answer(argument)) truthy += 1;
    }
    look.again();
  }
  sink.truthy += truthy;
  return (look.done * given.length) / (look.now - began);
}

/** How many rounds over all arguments lie between two looks at the clock: as many as take long enough. */
class Look {
  rounds = 1;
  done = 0;
  now: number;

  constructor(now: number) {
    this.now = now;
  }

  again(): void {
    const now = performance.now();
    this.done += this.rounds;
    if (now - this.now < lookMs) this.rounds *= 2;
    this.now = now;
  }
}
