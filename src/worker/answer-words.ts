import type { Answer } from './explain-types';

/** What became of a condition, as it stands within a sentence. */
export const answerWords: Readonly<Record<Answer, string>> = {
  'goes-on': 'goes on',
  stops: 'stops',
  'ends-at-limit': 'ends at its limit',
  'fails-at-limit': 'fails at its limit',
  failed: 'failed',
  skipped: 'skipped',
  'not-skipped': 'not skipped',
  taken: 'taken',
  'not-taken': 'not taken',
};

/** The same at the beginning of a sentence: every sentence about an answer begins with these words. */
export function firstWords(answer: Answer): string {
  const words = answerWords[answer];
  return words.charAt(0).toUpperCase() + words.slice(1);
}
