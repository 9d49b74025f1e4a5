/** A part that is imported only where it is needed; throws when it was forgotten to. */
export function imported<T>(part: T | undefined, name: string): T {
  if (part === undefined) throw new Error(`${name} has not been imported`);
  return part;
}
