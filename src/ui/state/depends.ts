/**
 * Names what an effect must run again for when it does not use the values themselves. Gives how many
 * there are.
 */
export function depends(...values: readonly unknown[]): number {
  return values.length;
}
