import type { Json } from '../../json/json';
import type { Measure } from './sifted';

/** Iterations whose outputs are asked for at once: whole ones may be large. */
const stride = 1000;

/**
 * What is known of the ended iterations of a loop, or of those in `picks` in their order: their outputs whole, by step.
 * Undefined when it could not be read to its end.
 */
export async function tableOf(
  measure: Measure,
  run: string,
  loop: string,
  steps: readonly string[],
  picks: readonly number[] | undefined,
): Promise<readonly Readonly<Record<string, Json>>[] | undefined> {
  const sources = steps.map((step) =>
    /^[A-Za-z_$][\w$]*$/.test(step) ? `steps.${step}` : `steps["${step}"]`,
  );
  const all = new Map<number, Readonly<Record<string, Json>>>();
  const past = picks ? picks.reduce((most, one) => Math.max(most, one + 1), 0) : Infinity;
  for (let from = picks ? picks.reduce((least, one) => Math.min(least, one), past) : 0; from < past;) {
    const found = await measure(run, { loop, from, count: stride, whole: true }, sources);
    if (!found || 'problem' in found) return undefined;
    for (const { iteration, ms, verdict, stop, cells } of found.rows) {
      const outputs = steps.map((step, n): readonly [string, Json] => [step, cells[n]?.value ?? null]);
      all.set(iteration, {
        iteration,
        ...Object.fromEntries(outputs),
        until: verdict ?? null,
        stop: stop ?? null,
        ms: Math.round(ms),
      });
    }
    from = Math.max(from + stride, found.first);
    if (from >= found.end) break;
  }
  if (!picks) return [...all.values()];
  return picks.map((number) => all.get(number)).filter((row) => row !== undefined);
}
