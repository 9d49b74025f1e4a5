import type { Runners } from './block';
import { runLoop } from './loop';

/** Every kind of step that may wait or has steps inside; most of them come with `later.ts`. */
export const runners: { -readonly [T in keyof Runners]?: Runners[T] } = { loop: runLoop };
