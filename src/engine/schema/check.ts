import { isList, isObject, own } from '../../json/json';
import type { Json, JsonObject, Path } from '../../json/json';
import { arrayMisfit } from './arrays';
import type { Checker, Misfit, Seen } from './misfit';
import { objectMisfit } from './objects';
import { compilePattern, matches } from './pattern';
import type { Program } from './pattern';
import { resolveReference } from './references';
import { entriesOf, faultOf, listAt } from './keywords';
import { kindProblem, numberProblem, shown, stringProblem } from './scalars';

/** Steps one check may take, and how deep it may go: schemas that never end are found out by these. */
const STEPS = 500_000;
const DEEPEST = 128;

/** One check of one value against one schema, with what it may still spend. */
export class SchemaCheck implements Checker {
  /** What is wrong with the schema itself; once set, nothing else counts. */
  fault: string | undefined;
  private readonly root: JsonObject;
  /** Schemas looked over, each with what looking at it again takes. */
  private readonly sound = new WeakMap<JsonObject, number>();
  private readonly spending = (steps: number): boolean => this.spend(steps);
  private readonly targets = new Map<string, Json>();
  private readonly programs = new Map<string, Program>();
  private left = STEPS;
  private depth = 0;

  constructor(root: JsonObject) {
    this.root = root;
  }

  /** The first thing about the value that the schema does not allow. `seen` collects what it spoke about. */
  misfit(schema: Json | undefined, value: Json, path: Path, seen: Seen = new Set()): Misfit | undefined {
    if (schema === true || !this.spend(1)) return undefined;
    if (schema === false) return { path, problem: 'is not allowed' };
    if (!isObject(schema)) {
      this.refuse(`a schema is an object, true or false, not ${shown(schema ?? null)}`);
      return;
    }
    if (this.depth === DEEPEST) {
      this.refuse('it refers to itself without end, or the value is too deep');
      return;
    }
    this.depth += 1;
    const result = this.ofObject(schema, value, path, seen);
    this.depth -= 1;
    return result;
  }

  /** Whether a string matches a `pattern`. */
  matches(pattern: string, text: string): boolean {
    let program = this.programs.get(pattern);
    if (!program) {
      const compiled = compilePattern(pattern);
      if (typeof compiled === 'string') {
        this.refuse(compiled);
        return true;
      }
      this.programs.set(pattern, (program = compiled));
    }
    return matches(program, text, this.spending);
  }

  /** Uses up some of what the check may take; false once nothing is left. */
  spend(steps: number): boolean {
    if (this.fault !== undefined) return false;
    this.left -= steps;
    if (this.left < 0) this.refuse('checking against it takes too long');
    return this.left >= 0;
  }

  /** Says that the schema itself is wrong. */
  refuse(fault: string): undefined {
    this.fault ??= fault;
    return undefined;
  }

  private ofObject(schema: JsonObject, value: Json, path: Path, seen: Seen): Misfit | undefined {
    this.lookOver(schema);
    const problem =
      kindProblem(schema, value, this.spending) ??
      (typeof value === 'number' ? numberProblem(schema, value) : undefined) ??
      (typeof value === 'string' ? this.ofString(schema, value) : undefined);
    if (this.fault !== undefined) return undefined;
    if (problem !== undefined) return { path, problem };
    return (
      this.referred(schema, value, path, seen) ??
      this.combined(schema, value, path, seen) ??
      this.conditional(schema, value, path, seen) ??
      (isList(value) ? arrayMisfit(this, schema, value, path, seen) : undefined) ??
      (isObject(value) ? objectMisfit(this, schema, value, path, seen) : undefined)
    );
  }

  private ofString(schema: JsonObject, value: string): string | undefined {
    const pattern = own(schema, 'pattern');
    if (typeof pattern === 'string' && !this.matches(pattern, value)) return `must match ${pattern}`;
    return stringProblem(schema, value, this.spending);
  }

  private referred(schema: JsonObject, value: Json, path: Path, seen: Seen): Misfit | undefined {
    const reference = own(schema, '$ref') ?? own(schema, '$dynamicRef');
    if (typeof reference !== 'string') return undefined;
    const target = this.targets.get(reference) ?? resolveReference(this.root, reference, this.spending);
    if (target === undefined) {
      this.refuse(`"${reference}" leads nowhere in it`);
      return;
    }
    this.targets.set(reference, target);
    return this.misfit(target, value, path, seen);
  }

  private combined(schema: JsonObject, value: Json, path: Path, seen: Seen): Misfit | undefined {
    for (const part of listAt(schema, 'allOf')) {
      const misfit = this.misfit(part, value, path, seen);
      if (misfit) return misfit;
    }
    for (const key of ['anyOf', 'oneOf']) {
      if (!Object.hasOwn(schema, key)) continue;
      const tried = listAt(schema, key).map((part) => this.attempt(part, value, path, seen));
      const fitting = tried.filter((misfit) => misfit === undefined).length;
      // Of several ways to fail, the one that got furthest into the value says most.
      const furthest = tried.reduce(
        (a, b) => ((b?.path.length ?? 0) > (a?.path.length ?? 0) ? b : a),
        tried[0],
      );
      if (fitting === 0) return furthest ?? { path, problem: `must fit one of no schemas` };
      if (fitting > 1 && key === 'oneOf') {
        return { path, problem: `must fit exactly one of ${tried.length} schemas and fits ${fitting}` };
      }
    }
    if (Object.hasOwn(schema, 'not') && !this.misfit(own(schema, 'not'), value, path)) {
      return { path, problem: 'must not fit the schema under "not"' };
    }
    return undefined;
  }

  private conditional(schema: JsonObject, value: Json, path: Path, seen: Seen): Misfit | undefined {
    if (!Object.hasOwn(schema, 'if')) return undefined;
    const branch = this.attempt(own(schema, 'if'), value, path, seen) ? 'else' : 'then';
    return Object.hasOwn(schema, branch) ? this.misfit(own(schema, branch), value, path, seen) : undefined;
  }

  /** Like `misfit`, but what a subschema that does not fit spoke about does not count. */
  attempt(schema: Json | undefined, value: Json, path: Path, seen: Seen): Misfit | undefined {
    const spoken: Seen = new Set();
    const misfit = this.misfit(schema, value, path, spoken);
    if (!misfit) for (const key of spoken) seen.add(key);
    return misfit;
  }

  private lookOver(schema: JsonObject): void {
    const known = this.sound.get(schema);
    if (known === undefined) {
      this.sound.set(schema, entriesOf(schema) >> 3);
      const fault = faultOf(schema);
      if (fault !== undefined) this.refuse(fault);
    } else if (known > 0) this.spend(known);
  }
}
