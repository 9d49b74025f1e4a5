import type { Path, Range } from '../json/json';

/** Where a fork parts from its run. What was recorded before it is kept, nothing of it is asked again. */
export interface ForkPoint {
  /** Address of the loop or foreach; empty: the document. */
  readonly loop: string;
  /** 0-based. Without `step` and `check` the fork goes on at the beginning of this iteration. */
  readonly iteration: number;
  /** Goes on before this step of the iteration: what came before it is kept. */
  readonly step?: string;
  /** Keeps all steps of the iteration and checks after it again. */
  readonly check?: boolean;
  /** Keeps everything that is recorded of a run that has not ended; the other members say where that is. */
  readonly head?: boolean;
}

/** Why a document does not fit what a fork keeps. */
export interface ForkReason {
  readonly code:
    | 'fork/no-such-point'
    | 'fork/rules'
    | 'fork/continued'
    | 'fork/loop-gone'
    | 'fork/step-gone'
    | 'fork/type-changed'
    | 'fork/step-moved'
    | 'fork/step-added'
    | 'fork/siblings'
    | 'fork/limit'
    | 'fork/variable-gone'
    | 'fork/variable-fails'
    | 'fork/unknown-variable';
  readonly message: string;
  /** A place in the document that does not fit; for what is gone that of what is around it. */
  readonly path: Path;
  /** That place in the document's text. */
  readonly range?: Range;
}
