import type { Json, Path } from '../../json/json';

/** What does not fit, and where in the value. `problem` is the end of a sentence: "must be a number". */
export interface Misfit {
  readonly path: Path;
  readonly problem: string;
}

/** Which keys or items of one value some subschema has spoken about, for `unevaluated…`. */
export type Seen = Set<string | number>;

/** What the checks of lists and objects ask of the whole check. */
export interface Checker {
  /** The first thing about the value that the schema does not allow. `seen` collects what it spoke about. */
  misfit(schema: Json | undefined, value: Json, path: Path, seen?: Seen): Misfit | undefined;
  /** Whether a string matches a `pattern`. */
  matches(pattern: string, text: string): boolean;
  /** Uses up some of what the check may take; false once nothing is left. */
  spend(steps: number): boolean;
}
