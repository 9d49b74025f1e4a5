import type { Range } from '../json/json';
import { isLookup, LOOKUPS } from './environment';
import type { Expr, Method } from './expr';
import { nearest } from './nearest';
import type { Problem } from './problem';
import { ARROW_METHODS, type Arity, FUNCTION_ARITY, METHOD_ARITY } from './signatures';

/** What is wrong with a call of a function: its name, or the number or kind of its arguments. */
export function functionProblems(
  name: string,
  nameRange: Range,
  args: readonly Expr[],
  range: Range,
): readonly Problem[] {
  if (isLookup(name)) {
    const [id] = args;
    if (args.length === 1 && id?.type === 'literal' && typeof id.value === 'string') return [];
    const message = `\`${name}\` takes one step id in quotes, as in \`${name}("review")\`.`;
    return [{ code: 'expression/lookup-argument', message, range }];
  }
  const arity = FUNCTION_ARITY.get(name);
  if (arity) return countProblems(name, arity, args.length, range);
  const message = `There is no function \`${name}\`.${offer(name, [...FUNCTION_ARITY.keys(), ...LOOKUPS])}`;
  return [{ code: 'expression/unknown-function', message, range: nameRange }];
}

/** What is wrong with a call of a method: its name, or the number or kind of its arguments. */
export function methodProblems({ name, nameRange, args, range }: Method): readonly Problem[] {
  const arity = METHOD_ARITY.get(name);
  if (arity === undefined) {
    const message = `Neither strings nor lists have a method \`${name}\`.${offer(name, METHOD_ARITY.keys())}`;
    return [{ code: 'expression/unknown-function', message, range: nameRange }];
  }
  const wants = ARROW_METHODS.has(name);
  const misfits = args.filter((arg) => (arg.type === 'arrow') !== wants);
  const message = wants
    ? `\`${name}\` takes an arrow function, such as \`x => x.score > 5\`.`
    : `\`${name}\` takes values, not an arrow function.`;
  return [
    ...countProblems(name, arity, args.length, range),
    ...misfits.map((arg) => ({ code: 'expression/not-allowed', message, range: arg.range })),
  ];
}

function countProblems(
  name: string,
  { least, most }: Arity,
  count: number,
  range: Range,
): readonly Problem[] {
  if (count >= least && count <= most) return [];
  const exact = least === 0 ? 'no' : String(least);
  const wanted = least === most ? exact : most === Infinity ? `at least ${least}` : `${least} to ${most}`;
  const noun = wanted === '1' || wanted === 'at least 1' ? 'argument' : 'arguments';
  const message = `\`${name}\` takes ${wanted} ${noun}, not ${count}.`;
  return [{ code: 'expression/arguments', message, range }];
}

function offer(name: string, known: Iterable<string>): string {
  const near = nearest(name, known);
  return near === undefined ? '' : ` Did you mean \`${near}\`?`;
}
