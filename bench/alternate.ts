import { median } from './figure';

/** How long one of the two is measured before the other has its turn, ms. */
const chunkMs = 8;
/** Calls between two looks at the clock, in rounds over all arguments. */
const roundsPerLook = 64;

/** What an alternating measurement gave: medians of calls a millisecond, and of the ratio of neighbours. */
export interface Alternated {
  readonly subject: number;
  readonly reference: number;
  readonly ratio: number;
}

/** Keeps results observable, so that no call can be optimized away. */
export interface Sink {
  truthy: number;
}

/**
 * Calls subject and reference with the same arguments in turns of 8 ms, `pairs` times after a warm-up. What
 * else the machine does then hits both alike.
 */
export function alternate<A>(
  subject: (argument: A) => unknown,
  reference: (argument: A) => unknown,
  given: readonly A[],
  pairs: number,
  sink: Sink,
): Alternated {
  for (let turn = 0; turn < 6; turn += 1) {
    callsPerMs(subject, given, sink);
    callsPerMs(reference, given, sink);
  }
  const measured = Array.from({ length: pairs }, (_, turn) => {
    // Neither is always the first.
    const early = turn % 2 === 0 ? callsPerMs(subject, given, sink) : 0;
    const other = callsPerMs(reference, given, sink);
    return { own: turn % 2 === 0 ? early : callsPerMs(subject, given, sink), other };
  });
  return {
    subject: median(measured.map(({ own }) => own)),
    reference: median(measured.map(({ other }) => other)),
    ratio: median(measured.map(({ own, other }) => own / other)),
  };
}

function callsPerMs<A>(call: (argument: A) => unknown, given: readonly A[], sink: Sink): number {
  const began = performance.now();
  let rounds = 0;
  let truthy = 0;
  let now = began;
  while (now - began < chunkMs) {
    for (let round = 0; round < roundsPerLook; round += 1) {
      for (const argument of given) if (call(argument)) truthy += 1;
    }
    rounds += roundsPerLook;
    now = performance.now();
  }
  sink.truthy += truthy;
  return (rounds * given.length) / (now - began);
}
