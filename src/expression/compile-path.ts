import type { Bindings, Compilation, CompileExpr } from './compilation';
import type { Resolution } from './environment';
import { type Expr, type Index, isPath, type Member, type Name, type Value } from './expr';
import type { Evaluate, Frame } from './frame';
import { fuseRead } from './fuse-values';
import { isPlainKey, readIndex, readMember, readOutputs } from './members';
import { itemOperand, type Operand, operandOf } from './operand';

/** A name or a chain of members of it, read as one. */
export function compilePath<S>(
  expr: Name | Member | Index,
  bindings: Bindings | undefined,
  compilation: Compilation<S>,
  compile: CompileExpr<S>,
): Evaluate<S> {
  return fuseRead(pathOperand(expr, bindings, compilation, compile));
}

/** The path as an operand that a fused closure reads: its last keys, as far as they are plain, are left to it. */
export function pathOperand<S>(
  expr: Name | Member | Index,
  bindings: Bindings | undefined,
  compilation: Compilation<S>,
  compile: CompileExpr<S>,
): Operand<S> {
  const members: Member[] = [];
  let at: Expr = expr;
  while (at.type === 'member') {
    members.unshift(at);
    at = at.object;
  }
  if (at.type === 'name') {
    if (bindings?.value === at.name) return withMembers(itemOperand(), members);
    const bound = boundRead(at.name, bindings);
    if (bound) return withMembers(operandOf<S>(bound), members);
    const { read, used } = resolve(at, members, compilation);
    return withMembers(operandOf<S>(read), members.slice(used - 1));
  }
  if (at.type !== 'index') return withMembers(operandOf(compile(at, bindings)), members);
  const object = isPath(at.object)
    ? compilePath(at.object, bindings, compilation, compile)
    : compile(at.object, bindings);
  return withMembers(operandOf(indexed(object, at.index, bindings, compile)), members);
}

function withMembers<S>(start: Operand<S>, members: readonly Member[]): Operand<S> {
  let operand = start;
  for (const { key, object } of members) {
    if (!isPlainKey(key)) {
      operand = operandOf(member(fuseRead(operand), key, object.type === 'member'));
    } else if (operand.first === undefined) {
      operand = { ...operand, first: key };
    } else if (operand.second === undefined) {
      operand = { ...operand, second: key };
    } else {
      operand = operandOf(fuseRead(operand), key);
    }
  }
  return operand;
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
  { name }: Name,
  members: readonly Member[],
  { environment }: Compilation<S>,
): Resolution<S> {
  const resolution = environment.resolve([name, ...members.map(({ key }) => key)]);
  if (!resolution) throw new Error(`nothing is called ${name} here`);
  return resolution;
}

/** A key with rules of its own. `named`: the object is itself a static member, which alone finds hidden `outputs`. */
function member<S>(object: Evaluate<S>, key: string, named: boolean): Evaluate<S> {
  if (key === 'outputs' && named) return (scope, frame) => readOutputs(object(scope, frame));
  if (key === 'length') {
    return (scope, frame) => {
      const value = object(scope, frame);
      return Array.isArray(value) || typeof value === 'string' ? value.length : readMember(value, key);
    };
  }
  return (scope, frame) => readMember(object(scope, frame), key);
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
