import { compilePattern, matches } from '../engine/schema/pattern';
import type { Program } from '../engine/schema/pattern';
import { pick } from './simulated-text';

const ALPHABET = Array.from(
  'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -_.,:/@#+%&=?!()[]{}"\'\\<>*|~^$;é',
);
/** Characters after which a walk takes the shortest way out. */
const LONG_ENOUGH = 12;

/** A text that matches a pattern, found by walking its states; `undefined` when no walk of some led to one. */
export function textMatching(pattern: string, random: () => number): string | undefined {
  const program = compilePattern(pattern);
  if (typeof program === 'string') return undefined;
  const distances = distancesToMatch(program);
  for (let attempt = 0; attempt < 20; attempt++) {
    const text = walk(program, distances, random);
    let steps = 20_000;
    if (text !== undefined && matches(program, text, (spent) => (steps -= spent) > 0)) return text;
  }
  return undefined;
}

/** For each state how many there are at least between it and the end. */
function distancesToMatch(program: Program): readonly number[] {
  const distances = program.map((code) => (code.op === 'match' ? 0 : Infinity));
  for (let changed = true; changed;) {
    changed = false;
    for (let state = program.length - 1; state >= 0; state--) {
      const code = program[state];
      if (code === undefined || code.op === 'match') continue;
      const next = code.op === 'split' ? code.to : [state + 1];
      const distance = 1 + Math.min(...next.map((to) => distances[to] ?? Infinity));
      if (distance >= (distances[state] ?? Infinity)) continue;
      distances[state] = distance;
      changed = true;
    }
  }
  return distances;
}

function walk(program: Program, distances: readonly number[], random: () => number): string | undefined {
  let text = '';
  let state = 0;
  for (let steps = 0; steps < 2000; steps++) {
    const code = program[state];
    if (code === undefined) return undefined;
    switch (code.op) {
      case 'match':
        return text;
      case 'split': {
        const [first = state, ...rest] = [...code.to].sort(
          (a, b) => (distances[a] ?? 0) - (distances[b] ?? 0),
        );
        state = text.length >= LONG_ENOUGH || steps > 500 ? first : pick(random, [first, ...rest]);
        break;
      }
      case 'char': {
        const [first, ...rest] = ALPHABET.filter(code.fits);
        if (first === undefined) return undefined;
        text += pick(random, [first, ...rest]);
        state += 1;
        break;
      }
      case 'assert':
      case 'ahead':
        state += 1;
    }
  }
  return undefined;
}
