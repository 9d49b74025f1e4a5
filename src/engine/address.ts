import type { Each, Frame } from './frame';
import type { StepPlan } from './plan';
import type { Address } from './records';
import type { State } from './state';

/** A step of a run: the frame that holds it and its plan. */
export interface Located {
  readonly frame: Frame;
  readonly step: StepPlan;
}

/**
 * Finds the step an address names among the frames that exist. An item's frame that is not there yet is
 * made by `item`. Undefined when the run has no such place now.
 */
export function locate(
  root: Frame,
  address: Address,
  item: (each: Each, index: number) => Frame,
): Located | undefined {
  let frame = root;
  let from = 0;
  for (;;) {
    const slash = address.indexOf('/', from);
    const part = slash < 0 ? address.slice(from) : address.slice(from, slash);
    const id = slash < 0 ? part : part.slice(0, Math.max(part.indexOf('['), part.indexOf('{')));
    const step = frame.plan.slots.find((known) => known.id === id);
    if (step === undefined) return undefined;
    if (slash < 0) return { frame, step };
    const inner = frame.inner[step.slot];
    if (inner === undefined) return undefined;
    frame =
      inner.kind === 'each' ? (inner.frames[numberIn(part, id)] ?? item(inner, numberIn(part, id))) : inner;
    from = slash + 1;
  }
}

/** The body of an iteration or item that is under way now, or was when the run was stopped; undefined when it is not. */
export function locateFrame({ root, ending }: State, address: Address, number: number): Frame | undefined {
  if (ending && ending.status !== 'stopped') return undefined;
  const missing: number[] = [];
  const place = locate(root, address, (_, index) => {
    missing.push(index);
    return root;
  });
  const inner = place?.frame.inner[place.step.slot];
  if (missing.length > 0 || inner === undefined) return undefined;
  if (inner.kind === 'each') return inner.ended[number] ? undefined : inner.frames[number];
  const over = inner.ended || inner.stop !== undefined;
  return !over && inner.iteration === number && address === inner.address ? inner : undefined;
}

function numberIn(part: string, id: string): number {
  return Number(part.slice(id.length + 1, -1));
}

/** Id of the step an address names: of `outer[1]/inner[0]/write` that is `write`. */
export function stepIdOf(address: Address): string {
  return address.slice(address.lastIndexOf('/') + 1);
}

/** The numbers in an address, outermost first: `outer[1]/inner[0]/write` gives 1, 0. */
export function numbersOf(address: Address): number[] {
  return Array.from(address.matchAll(/[[{](\d+)[\]}]/g), (match) => Number(match[1]));
}

/** Orders addresses of one step by their numbers, outermost first. */
export function compareAddresses(a: Address, b: Address): number {
  const left = numbersOf(a);
  const right = numbersOf(b);
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
