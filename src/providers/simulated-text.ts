/** What simulated text is made from. */
export interface Voice {
  /** Words of the prompt, most telling first; never empty. */
  readonly words: readonly string[];
  /** 0-based number of the innermost loop's iteration. */
  readonly iteration: number;
  /** Numbers in [0, 1). */
  readonly random: () => number;
  /** What this answer thinks of what it was shown: its scores and verdicts agree. */
  readonly approves: boolean;
}

type Form = (word: string, other: string) => string;

const COMMON = new Set(
  (
    'about above after again answer around because before being below between both could does each every from give ' +
    'given have here into just like make more most must need only other output over please return same shall should ' +
    'some such text than that their them then there these they this those through under until very want were what ' +
    'when where which while will with without would write your json object string number true false null'
  ).split(' '),
);

/** The words of a prompt that say what it is about, at most 12; some stand-ins when it has none. */
export function tellingWords(prompt: string): readonly string[] {
  const counts = new Map<string, number>();
  for (const word of prompt
    .slice(0, 20_000)
    .toLowerCase()
    .match(/[\p{L}][\p{L}'-]{3,}/gu) ?? []) {
    if (!COMMON.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const words = [...counts].sort((a, b) => b[1] - a[1]).map(([word]) => word);
  return words.length > 0 ? words.slice(0, 12) : ['subject', 'question', 'detail'];
}

/** Whether an answer of that iteration approves: seldom at first, nearly always after four. */
export function approval(iteration: number, random: () => number): boolean {
  return random() < Math.min(0.95, 0.1 + 0.22 * iteration);
}

/** One of several, evenly. */
export function pick<T>(random: () => number, from: readonly [T, ...T[]]): T {
  return from[Math.floor(random() * from.length)] ?? from[0];
}

/** A text of three sentences about the prompt's words, which says that it is simulated. */
export function simulatedText(voice: Voice): string {
  const lead =
    voice.iteration === 0 ? 'Simulated answer' : `Simulated answer, version ${voice.iteration + 1}`;
  return `${lead}: ${sentences(voice, 3)}`;
}

/** That many sentences, each in another form while there are any. */
export function sentences(voice: Voice, count: number): string {
  const start = Math.floor(voice.random() * FORMS.length);
  const lines: string[] = [];
  for (let i = 0; i < count; i++) {
    const form = FORMS[(start + 3 * i) % FORMS.length] ?? FORMS[0];
    lines.push(capital(form(...pair(voice))));
  }
  return lines.join(' ');
}

/** A remark as a reviewer makes it: what to change, or that it is good. */
export function remark(voice: Voice): string {
  const [word, other] = pair(voice);
  if (voice.approves) return `Good now: ${word} and ${other} fit together.`;
  return pick(voice.random, [
    `Say more about ${word}, and cut what repeats ${other}.`,
    `The part on ${word} is clear; ${other} still needs an example.`,
    `Move ${word} to the front and make ${other} shorter.`,
    `Tie ${word} to ${other}, the link is missing.`,
  ]);
}

/** Two or three words as a title has them. */
export function title(voice: Voice): string {
  const [word, other] = pair(voice);
  return capital(pick(voice.random, [`${word} and ${other}`, `on ${word}`, `${word}, then ${other}`]));
}

const FORMS: readonly [Form, ...Form[]] = [
  (word, other) => `${word} comes first, since ${other} depends on it.`,
  (word, other) => `what holds for ${word} holds for ${other} as well.`,
  (word, other) => `with ${word} in place, ${other} becomes simple.`,
  (word, other) => `the main point is ${word}, and ${other} supports it.`,
  (word, other) => `there is a choice between ${word} and ${other}; this takes ${word}.`,
  (word, other) => `${other} is left for the next version, ${word} is in this one.`,
  (word, other) => `a small example shows how ${word} leads to ${other}.`,
];

function pair(voice: Voice): readonly [string, string] {
  const { words, random } = voice;
  const first = Math.floor(random() * words.length);
  const second = (first + 1 + Math.floor(random() * Math.max(1, words.length - 1))) % words.length;
  return [words[first] ?? 'it', words.length > 1 ? (words[second] ?? 'the rest') : 'the rest'];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
