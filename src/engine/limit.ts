import { glance } from '../expression';
import type { Profile } from '../workflow/profiles';
import type { Frame } from './frame';
import { StepProblem } from './problem';

/** The largest nesting of limits that read `loop.maxIterations` of themselves. */
const deepest = 8;

/**
 * The limit of a loop: a number or null for none. An expression is evaluated in the loop's scope each time;
 * anything but an integer of at least 1 or null is a {@link StepProblem}, and so is one above the profile's largest.
 */
export function limitOf(frame: Frame, profile: Profile): number | null {
  const loop = frame.plan.owner;
  if (loop?.type !== 'loop') return null;
  const { maxIterations } = loop;
  if (maxIterations === null || typeof maxIterations === 'number') return maxIterations;
  const path = [...loop.path, 'maxIterations'];
  if (frame.readingLimit >= deepest) {
    throw new StepProblem(
      'loop/bad-limit',
      '`maxIterations` reads `loop.maxIterations`, which is itself',
      path,
    );
  }
  frame.readingLimit++;
  try {
    const value = maxIterations.evaluate(frame.scope, `${frame.prefix}${loop.id}`, frame.startedAt);
    if (value === null) return null;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) {
      throw new StepProblem(
        'loop/bad-limit',
        `\`maxIterations\` gave ${glance(value)}; it must be an integer of at least 1 or null`,
        path,
      );
    }
    const largest = profile.maxIterationsLargest;
    if (largest !== null && value > largest) {
      throw new StepProblem(
        'loop/bad-limit',
        `\`maxIterations\` gave ${value}; under these rules it is at most ${largest}`,
        path,
      );
    }
    return value;
  } finally {
    frame.readingLimit--;
  }
}
