import type { Bindings, Compilation } from './compilation';
import type { Expr, Index, Member, Name, Value } from './expr';
import type { Evaluate, Frame } from './frame';
import { isPlainKey, readIndex, readMember, readOutputs } from './members';
import { nearest } from './nearest';

/** Compiles what is not part of the path: what it starts from, and keys that are evaluated. */
type CompileExpr<S> = (expr: Expr, bindings: Bindings | undefined) => Evaluate<S>;

/** A name or a chain of members of it, read as one. */
export function compilePath<S>(
  expr: Name | Member | Index,
  bindings: Bindings | undefined,
  compilation: Compilation<S>,
  compile: CompileExpr<S>,
): Evaluate<S> {
  const members: Member[] = [];
  let at: Expr = expr;
  while (at.type === 'member') {
    members.unshift(at);
    at = at.object;
  }
  if (at.type === 'name') {
    const bound = boundRead(at.name, bindings);
    if (bound) return readMembers(bound, members);
    const { read, used } = resolve(at, members, compilation);
    return readMembers<S>(read, members.slice(used - 1));
  }
  if (at.type === 'index') {
    const object = isPath(at.object)
      ? compilePath(at.object, bindings, compilation, compile)
      : compile(at.object, bindings);
    return readMembers(indexed(object, at.index, bindings, compile), members);
  }
  return readMembers(compile(at, bindings), members);
}

/** Whether an expression is read as a path, so that its beginning is no sub-expression of its own. */
export function isPath(expr: Expr): expr is Name | Member | Index {
  return expr.type === 'name' || expr.type === 'member' || expr.type === 'index';
}

function boundRead(name: string, bindings: Bindings | undefined): Evaluate<unknown> | undefined {
  let level = 0;
  for (let at = bindings; at; at = at.outer, level++) {
    if (at.value === name) return frameRead(level, (frame) => frame.value);
    if (at.second === name) return frameRead(level, (frame) => frame.second);
  }
  return undefined;
}

function frameRead(level: number, read: (frame: Frame) => Value): Evaluate<unknown> {
  return (_scope, frame) => {
    let at = frame;
    for (let n = level; n > 0; n--) at = at?.outer;
    return at && read(at);
  };
}

function resolve<S>(
  name: Name,
  members: readonly Member[],
  { environment, problems }: Compilation<S>,
): { readonly read: (scope: S) => Value; readonly used: number } {
  const resolution = environment.resolve([name.name, ...members.map(({ key }) => key)]);
  if (resolution === undefined) {
    const near = nearest(name.name, environment.names ?? []);
    const offer = near === undefined ? '' : ` Did you mean \`${near}\`?`;
    const message = `Nothing here is called \`${name.name}\`.${offer}`;
    problems.push({ code: 'expression/unknown-name', message, range: name.range });
  } else if ('code' in resolution) {
    const { code, message, at } = resolution;
    problems.push({ code, message, range: members[at - 1]?.keyRange ?? name.range });
  } else {
    return resolution;
  }
  return { read: () => undefined, used: 1 };
}

function readMembers<S>(base: Evaluate<S>, members: readonly Member[]): Evaluate<S> {
  let evaluate = base;
  let i = 0;
  while (i < members.length) {
    const [first, second] = [members[i]?.key ?? '', members[i + 1]?.key];
    if (second !== undefined && isPlainKey(first) && isPlainKey(second)) {
      evaluate = plainMembers(evaluate, first, second);
      i += 2;
    } else {
      const named = members[i]?.object.type === 'member';
      evaluate = member(evaluate, first, named);
      i++;
    }
  }
  return evaluate;
}

/** `named`: the object is itself read as a static member, which alone can find hidden `outputs`. */
function member<S>(object: Evaluate<S>, key: string, named: boolean): Evaluate<S> {
  if (isPlainKey(key)) {
    return (scope, frame) => {
      const value = object(scope, frame) as Plain | undefined;
      return typeof value === 'object' && value !== null ? value[key] : undefined;
    };
  }
  if (key === 'outputs' && named) return (scope, frame) => readOutputs(object(scope, frame));
  if (key === 'length') {
    return (scope, frame) => {
      const value = object(scope, frame);
      return Array.isArray(value) || typeof value === 'string' ? value.length : readMember(value, key);
    };
  }
  return (scope, frame) => readMember(object(scope, frame), key);
}

// A list has none of the plain keys either, so it may be read as if it were an object.
type Plain = Readonly<Record<string, Value>> | null | boolean | number | string;

function plainMembers<S>(object: Evaluate<S>, first: string, second: string): Evaluate<S> {
  return (scope, frame) => {
    const value = object(scope, frame) as Plain | undefined;
    if (typeof value !== 'object' || value === null) return undefined;
    const inner = value[first] as Plain | undefined;
    return typeof inner === 'object' && inner !== null ? inner[second] : undefined;
  };
}

function indexed<S>(
  object: Evaluate<S>,
  index: Expr,
  bindings: Bindings | undefined,
  compile: CompileExpr<S>,
): Evaluate<S> {
  if (index.type === 'literal') {
    const key = index.value;
    return (scope, frame) => readIndex(object(scope, frame), key);
  }
  const key = compile(index, bindings);
  return (scope, frame) => {
    const value = object(scope, frame);
    // As in `a?.[key]`: nothing has no members, whatever the key.
    return value === undefined || value === null ? undefined : readIndex(value, key(scope, frame));
  };
}
