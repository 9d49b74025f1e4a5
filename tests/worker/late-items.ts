/**
 * A document of a foreach whose items run side by side, each as many waits long as it says: `each` gives in `n` the
 * number of the item.
 */
export function lateItems(items: readonly number[]): string {
  const rest = {
    ...{ id: 'rest', type: 'loop', maxIterations: 'item' },
    steps: [{ id: 'wait', type: 'wait', ms: 1 }],
  };
  const n = { id: 'n', type: 'compute', value: '{{index}}' };
  const each = { id: 'each', type: 'foreach', items, parallel: items.length, steps: [rest, n] };
  return JSON.stringify({ steps: [each] });
}
