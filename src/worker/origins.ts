import { locateFrame, type StepPlan, stepIdOf } from '../engine';
import { equalJson } from '../expression';
import { childrenOf, type Expr } from '../expression/expr';
import { isObject, type Json, type JsonObject, own, type Range } from '../json/json';
import type { Condition, Cursor, ExplainedPart, Explanation, Origin } from './api';
import type { Entry } from './entry';
import { levelsAround } from './past-levels';
import { questionOf } from './question';

/** How many iterations back the step is looked for that has set a variable. */
const farthest = 200;

/** A body around a condition, with the number of its iteration or item. */
interface Body {
  readonly address: string;
  readonly number: number;
  readonly frame: StepPlan['frame'];
}

/** The same explanation, with where each value that it read came from as far as that can be told. */
export async function withOrigins(
  entry: Entry,
  explanation: Explanation,
  expr: Expr,
  condition: Condition | undefined,
): Promise<Explanation> {
  if (explanation.faded) return explanation;
  const bodies = bodiesOf(entry, explanation);
  const question = condition && questionOf(entry.model, condition);
  // What stands behind the question in its iteration has not happened when it is asked.
  const before = question ? question.step.order : explanation.when === 'before' ? -1 : Infinity;
  const parts: ExplainedPart[] = [];
  for (const part of explanation.parts) {
    const path = part.evaluated && part.error === undefined ? pathAt(expr, part.range) : undefined;
    const origin = path && (await originOf(entry, bodies, path, part.value, before));
    parts.push(origin ? { ...part, origin } : part);
  }
  return { ...explanation, parts };
}

/** The bodies around a check, innermost first. */
function bodiesOf({ model: { plan } }: Entry, { address, iteration }: Explanation): readonly Body[] {
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

function pathAt(expr: Expr, range: Range): ReadPath | undefined {
  if (expr.range.from === range.from && expr.range.to === range.to) return pathOf(expr);
  for (const child of childrenOf(expr)) {
    const found = child.type === 'arrow' ? undefined : pathAt(child, range);
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
  bodies: readonly Body[],
  path: ReadPath,
  value: Json | undefined,
  before: number,
): Promise<Origin | undefined> {
  const [root = '', name = '', member = ''] = path.names;
  const loop = bodies.find(({ frame }) => frame.kind === 'loop');
  const named = bodies.find(({ frame }) => frame.owner?.id === name);
  switch (root) {
    case 'inputs':
      return { says: 'given to the run' };
    case 'steps': {
      const step = entry.model.plan.byId.get(name);
      const body = bodies.find(({ frame }) => frame === step?.frame);
      if (!step || !body || value === undefined) return undefined;
      return { says: `given by \`${name}\`${within(body, bodies)}`, at: cursorAt(body, name) };
    }
    case 'vars':
      return setBy(entry, bodies, path, value, before);
    case 'loop':
      return loop && memberOf(loop, name);
    case 'loops':
      return named && memberOf(named, member);
    case 'iteration':
    case 'iterations':
    case 'index':
      return { says: 'numbered from 0' };
    default:
      return undefined;
  }
}

/** What is told of a member of `loop` by what it says: its history is that of the iteration before. */
function memberOf({ address, number }: Body, member: string): Origin | undefined {
  if (member === 'iteration') return { says: 'numbered from 0' };
  if (member === 'maxIterations') return { says: 'the limit of the loop' };
  if (member !== 'history') return undefined;
  if (number === 0) return { says: 'nothing: no iteration came before' };
  return { says: `what iteration ${number - 1} gave`, at: { address, iteration: number - 1 } };
}

/** Which step has set a variable last, as seen from a condition: of an iteration's steps those `before` it count. */
async function setBy(
  entry: Entry,
  bodies: readonly Body[],
  { names, whole }: ReadPath,
  value: Json | undefined,
  before: number,
): Promise<Origin | undefined> {
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
  const place = bodies.findIndex(({ frame }) => sets.some((step) => step.frame === frame));
  const body = bodies[place];
  // In loops further in more than one iteration of each may have set it.
  if (!body || sets.some(({ frame }) => !bodies.some((one) => one.frame === frame))) return some;
  const here = sets.filter(({ frame }) => frame === body.frame).sort((a, b) => b.order - a.order);
  const limit = place === 0 ? before : (bodies[place - 1]?.frame.owner?.order ?? before);
  const last = Math.max(0, body.number - farthest);
  for (let number = body.number; number >= last; number--) {
    const given = await outputsOf(entry, { ...body, number }, here);
    if (!given && number < body.number) return some;
    const step = here.find(({ id, order }) => {
      const output = given && (number < body.number || order < limit) ? own(given, id) : undefined;
      return isObject(output) && Object.hasOwn(output, name);
    });
    if (!step) continue;
    let set = given && own(given, step.id);
    for (const key of [name, ...members]) set = isObject(set) ? own(set, key) : undefined;
    // A fork may have begun with another value, and what ran side by side is set in the order of the document.
    if (whole && !equalJson(set ?? null, value ?? null)) return some;
    const at = { ...body, number };
    const where = number === body.number ? within(body, bodies) : within(at, []);
    return { says: `last set by \`${step.id}\`${where}`, at: cursorAt(at, step.id) };
  }
  const once = place === declaring || (place + 1 === declaring && declaring === bodies.length - 1);
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

function cursorAt({ address, number }: Body, stepId: string): Cursor {
  return { address, iteration: number, stepId };
}

/** In which iteration or item something was, seen from the innermost of some bodies. */
function within(body: Body, bodies: readonly Body[]): string {
  const { frame, number } = body;
  const id = frame.owner?.id;
  if (id === undefined) return '';
  const word = frame.kind === 'loop' ? 'iteration' : 'item';
  if (body === bodies[0]) return ` in this ${word}`;
  return ` in ${word} ${number}${bodies.length > 0 ? ` of \`${id}\`` : ''}`;
}
