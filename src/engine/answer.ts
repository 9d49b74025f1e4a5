import { EvaluationError, renderText } from '../expression';
import type { Json } from '../json/json';
import type { PortResult } from './ports';

type FailedAnswer = Extract<PortResult, { ok: false }>;

/** An answer as text, or why it is too long for one. */
export function answerText(answer: Json): { readonly ok: true; readonly value: string } | FailedAnswer {
  try {
    return { ok: true, value: renderText(answer) };
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    return { ok: false, error: { code: error.code, message: error.message } };
  }
}

/** Containers nested deeper than this are taken for noise: nothing could be done with them. */
const DEEPEST = 512;

/**
 * The JSON in a model's text: the whole text when it is JSON, else the first `{…}` or `[…]` in it that
 * parses; `undefined` when there is none. Time grows with the length of the text, whatever it holds.
 */
export function answerJson(text: string): Json | undefined {
  const value = scalar(text);
  return value === undefined ? firstContainer(text) : value;
}

function scalar(text: string): Json | undefined {
  if (/^\s*[[{]/.test(text)) return undefined;
  try {
    // Text that parses is JSON; numbers beyond a double come out infinite and are not.
    const value = JSON.parse(text) as Json;
    return typeof value === 'number' && !Number.isFinite(value) ? undefined : value;
  } catch {
    return undefined;
  }
}

/** Where each container met so far ends, or -1 when it does not parse. */
type Ends = Map<number, number>;

function firstContainer(text: string): Json | undefined {
  const ends: Ends = new Map();
  const opening = /[[{]/g;
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    const start = match.index;
    if (!ends.has(start)) scan(text, start, ends);
    const end = ends.get(start) ?? -1;
    // Scanned by the grammar of JSON, so this is JSON.
    if (end > 0) return JSON.parse(text.slice(start, end)) as Json;
  }
  return undefined;
}

/**
 * Reads one container and notes the end of it and of every container inside it. When it breaks off,
 * all that are open at that point break off with it, for reading would go the same way from each of
 * them; so no stretch of text is read more than a few times.
 */
function scan(text: string, start: number, ends: Ends): void {
  const open: number[] = [];
  let at = start;
  let wantsValue = true;
  for (;;) {
    at = afterSpace(text, at);
    const char = text[at];
    const container = open.at(-1);
    if (wantsValue) {
      if (char === '{' || char === '[') {
        if (open.length === DEEPEST) break;
        open.push(at);
        at = afterSpace(text, at + 1);
        if (text[at] === (char === '{' ? '}' : ']')) wantsValue = false;
        else if (char === '{' && (at = afterKey(text, at)) < 0) break;
        continue;
      }
      at = afterScalar(text, at);
      if (at < 0) break;
      wantsValue = false;
    } else if (container !== undefined && char === (text[container] === '{' ? '}' : ']')) {
      at += 1;
      ends.set(container, at);
      open.pop();
      if (open.length === 0) return;
    } else if (container !== undefined && char === ',') {
      at = afterSpace(text, at + 1);
      if (text[container] === '{' && (at = afterKey(text, at)) < 0) break;
      wantsValue = true;
    } else break;
  }
  for (const container of open) ends.set(container, -1);
}

function afterSpace(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9) break;
  }
  return at;
}

/** After `"key" :`, or -1. */
function afterKey(text: string, from: number): number {
  const end = afterString(text, from);
  if (end < 0) return -1;
  const colon = afterSpace(text, end);
  return text[colon] === ':' ? colon + 1 : -1;
}

const WORD = /true|false|null/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function afterScalar(text: string, at: number): number {
  if (text[at] === '"') return afterString(text, at);
  WORD.lastIndex = at;
  if (WORD.test(text)) return WORD.lastIndex;
  NUMBER.lastIndex = at;
  const number = NUMBER.exec(text)?.[0];
  return number !== undefined && Number.isFinite(Number(number)) ? at + number.length : -1;
}

/** After a JSON string that starts here, or -1. By hand: a pattern for it runs out of stack on long ones. */
function afterString(text: string, from: number): number {
  if (text[from] !== '"') return -1;
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) return at + 1;
    if (code < 32) return -1;
    if (code !== 92) continue;
    at += 1;
    if (text[at] === 'u' && /^[\da-fA-F]{4}$/.test(text.slice(at + 1, at + 5))) at += 4;
    else if (!'"\\/bfnrt'.includes(text[at] ?? ' ')) return -1;
  }
  return -1;
}
