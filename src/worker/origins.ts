import { locateFrame, type StepPlan, stepIdOf } from '../engine';
import { equalJson } from '../expression';
import { childrenOf, type Expr } from '../expression/expr';
import { isObject, type Json, type JsonObject, own, type Range } from '../json/json';
import type { Condition, Cursor, ExplainedPart, Explanation, Origin } from './api';
import type { Entry } from './entry';
import { levelsAround } from './past-levels';
import { questionOf } from './question';
import { type Source, sourceOf } from './source';

/** How many iterations back the step is looked for that has set a variable. */
const farthest = 200;

/** A body around a condition, with the number of its iteration or item. */
interface Body {
  readonly address: string;
  readonly number: number;
  readonly frame: StepPlan['frame'];
}

/** Where something is evaluated: in which bodies, innermost first, and of the steps of the innermost those `before` it have run. */
interface Place {
  readonly bodies: readonly Body[];
  readonly before: number;
  /** What the innermost iteration is called. */
  readonly own: 'this' | 'the same';
  /** Of a `set`: what it has set already. */
  readonly earlier?: readonly string[];
  /** Names that lead on from what the whole expression gave to the value that is meant. */
  readonly rest?: readonly string[];
}

/** The same explanation, with where each value that it read came from as far as that can be told. */
export async function withOrigins(
  entry: Entry,
  explanation: Explanation,
  expr: Expr,
  condition: Condition | undefined,
): Promise<Explanation> {
  if (explanation.faded) return explanation;
  const question = condition && questionOf(entry.model, condition);
  // What stands behind the question in its iteration has not happened when it is asked.
  const before = question ? question.step.order : explanation.when === 'before' ? -1 : Infinity;
  const place: Place = { bodies: bodiesOf(entry, explanation), before, own: 'this' };
  return { ...explanation, parts: await originated(entry, place, explanation.parts, [expr]) };
}

/** The same for what a step of an iteration has evaluated out of its document: parts of these expressions. */
export function stepOrigins(
  entry: Entry,
  at: Cursor,
  { step, earlier, rest }: Source,
  parts: readonly ExplainedPart[],
  exprs: readonly Expr[],
): Promise<readonly ExplainedPart[]> {
  const place: Place = {
    ...{ bodies: bodiesOf(entry, at), before: step.order, own: 'the same' },
    ...{ earlier: earlier.map(({ name }) => name), rest },
  };
  return originated(entry, place, parts, exprs);
}

async function originated(
  entry: Entry,
  place: Place,
  parts: readonly ExplainedPart[],
  exprs: readonly Expr[],
): Promise<readonly ExplainedPart[]> {
  const found: ExplainedPart[] = [];
  for (const part of parts) {
    const path = part.evaluated && part.error === undefined ? pathAt(exprs, part.range) : undefined;
    const { rest = [], ...around } = place;
    // Only of one expression there is a rest, and that is its first part.
    const origin =
      path && (await originOf(entry, found.length === 0 ? { ...around, rest } : around, path, part.value));
    found.push(origin ? { ...part, origin } : part);
  }
  return found;
}

/** The bodies around a moment in an iteration, innermost first. */
function bodiesOf({ model: { plan } }: Entry, { address, iteration }: Cursor): readonly Body[] {
  const step = plan.byId.get(stepIdOf(address));
  const inner = step?.type === 'loop' || step?.type === 'foreach' ? step.inner : plan.root;
  const outer = levelsAround(plan, address).flatMap(({ at, address: around, number }) =>
    at ? [{ address: around, number, frame: at.frame }] : [],
  );
  return [...outer, { address, number: iteration, frame: inner }].reverse();
}

/** The names a part begins with when it is a path, and whether they are all of it. */
interface ReadPath {
  readonly names: readonly string[];
  readonly whole: boolean;
}

/** The path at a range of some expressions; undefined when something else stands there. */
function pathAt(exprs: readonly Expr[], range: Range): ReadPath | undefined {
  for (const expr of exprs) {
    if (expr.range.from === range.from && expr.range.to === range.to) return pathOf(expr);
    const inner = childrenOf(expr).flatMap((child) => (child.type === 'arrow' ? [] : [child]));
    const found = pathAt(inner, range);
    if (found) return found;
  }
  return undefined;
}

function pathOf(expr: Expr): ReadPath | undefined {
  if (expr.type === 'name') return { names: [expr.name], whole: true };
  if (expr.type !== 'member' && expr.type !== 'index') return undefined;
  const around = pathOf(expr.object);
  if (expr.type === 'index') return around && { ...around, whole: false };
  return around?.whole === true ? { names: [...around.names, expr.key], whole: true } : around;
}

async function originOf(
  entry: Entry,
  place: Place,
  path: ReadPath,
  value: Json | undefined,
): Promise<Origin | undefined> {
  const { bodies } = place;
  const [root = '', name = ''] = path.names;
  const loop = bodies.find(({ frame }) => frame.kind === 'loop');
  const named = bodies.find(({ frame }) => frame.owner?.id === name);
  switch (root) {
    case 'inputs':
      return { says: 'given to the run' };
    case 'steps': {
      const step = entry.model.plan.byId.get(name);
      const body = bodies.find(({ frame }) => frame === step?.frame);
      if (!step || !body || value === undefined) return undefined;
      return fromStep(entry, place, `given by \`${name}\`${within(body, place)}`, body, path, 2, name);
    }
    case 'vars':
      return setBy(entry, place, path, value);
    case 'loop':
      return loop && memberOf(entry, place, loop, path, 1);
    case 'loops':
      return named && memberOf(entry, place, named, path, 2);
    case 'iteration':
    case 'iterations':
    case 'index':
      return { says: 'numbered from 0' };
    default:
      return undefined;
  }
}

/** What is told of a member of a loop, the `n`-th name: its history is that of the iteration before. */
function memberOf(entry: Entry, place: Place, body: Body, path: ReadPath, n: number): Origin | undefined {
  const { address, number } = body;
  const [member, stepId] = path.names.slice(n);
  if (member === 'iteration') return { says: 'numbered from 0' };
  if (member === 'maxIterations') return { says: 'the limit of the loop' };
  if (member !== 'history') return undefined;
  if (number === 0) return { says: 'nothing: no iteration came before' };
  const says = `what iteration ${number - 1} gave`;
  const earlier = { ...body, number: number - 1 };
  const { made } = fromStep(entry, place, says, earlier, path, n + 2, stepId);
  return { says, at: { address, iteration: number - 1 }, ...(made && { made }) };
}

/** That a step made a value, to which the names of a path lead from the `n`-th on in what it gave. */
function fromStep(
  { model }: Entry,
  { rest = [] }: Place,
  says: string,
  { address, number }: Body,
  { names, whole }: ReadPath,
  n: number,
  stepId = '',
): Origin {
  const at = { address, iteration: number, stepId };
  const made = { at, path: [...names.slice(n), ...rest] };
  return { says, at, ...(whole && sourceOf(model, made) && { made }) };
}

/** Which step has set a variable last, as seen from a condition: of an iteration's steps those `before` it count. */
async function setBy(
  entry: Entry,
  place: Place,
  path: ReadPath,
  value: Json | undefined,
): Promise<Origin | undefined> {
  const { bodies, before } = place;
  const { names, whole } = path;
  const [, name = '', ...members] = names;
  const { model } = entry;
  const declaring = bodies.findIndex(({ frame }) => frame.vars.some((variable) => variable.name === name));
  const variable = bodies[declaring]?.frame.vars.find((one) => one.name === name);
  if (!variable) return undefined;
  const sets = [...model.plan.byId.values()].filter(
    (step) => step.type === 'set' && step.values.some((one) => one.variable === variable),
  );
  if (sets.length === 0) return { says: 'no step sets it' };
  const some: Origin = { says: `set by ${sets.map(({ id }) => `\`${id}\``).join(' or ')}` };
  const depth = bodies.findIndex(({ frame }) => sets.some((step) => step.frame === frame));
  const body = bodies[depth];
  // In loops further in more than one iteration of each may have set it.
  if (!body || sets.some(({ frame }) => !bodies.some((one) => one.frame === frame))) return some;
  const here = sets.filter(({ frame }) => frame === body.frame).sort((a, b) => b.order - a.order);
  const limit = depth === 0 ? before : (bodies[depth - 1]?.frame.owner?.order ?? before);
  const last = Math.max(0, body.number - farthest);
  for (let number = body.number; number >= last; number--) {
    const given = await outputsOf(entry, { ...body, number }, here);
    if (!given && number < body.number) return some;
    const step = here.find(({ id, order }) => {
      const output =
        given && (number < body.number || order < limit || (order === limit && place.earlier?.includes(name)))
          ? own(given, id)
          : undefined;
      return isObject(output) && Object.hasOwn(output, name);
    });
    if (!step) continue;
    let set = given && own(given, step.id);
    for (const key of [name, ...members]) set = isObject(set) ? own(set, key) : undefined;
    // A fork may have begun with another value, and what ran side by side is set in the order of the document.
    if (whole && !equalJson(set ?? null, value ?? null)) return some;
    const at = { ...body, number };
    const where = number === body.number ? within(body, place) : within(at);
    const isOwn = number === body.number && step.order === limit;
    const says = isOwn ? 'set before it in the same step' : `last set by \`${step.id}\`${where}`;
    return fromStep(entry, place, says, at, path, 1, step.id);
  }
  const once = depth === declaring || (depth + 1 === declaring && declaring === bodies.length - 1);
  return last === 0 && once && here.length === sets.length ? { says: 'not set by a step so far' } : some;
}

/** What steps of a body gave, of one that is under way as far as it has come; undefined when that is not known. */
async function outputsOf(
  { model, state, segments }: Entry,
  { address, number }: Body,
  steps: readonly StepPlan[],
): Promise<JsonObject | undefined> {
  const record = address === '' ? undefined : await model.history.iteration(address, number, segments);
  if (record) return record.outputs;
  const frame = address === '' ? state.root : locateFrame(state, address, number);
  return frame && Object.fromEntries(steps.map(({ id, slot }) => [id, frame.values[slot] ?? null]));
}

/** In which iteration or item something was, seen from a place. */
function within(body: Body, place?: Place): string {
  const { frame, number } = body;
  const id = frame.owner?.id;
  if (id === undefined) return '';
  const word = frame.kind === 'loop' ? 'iteration' : 'item';
  if (place && body === place.bodies[0]) return ` in ${place.own} ${word}`;
  return ` in ${word} ${number}${place ? ` of \`${id}\`` : ''}`;
}
