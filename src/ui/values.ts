import type { Json } from '../json/json';

// Making one is slow, using it is not.
const commas = new Intl.NumberFormat('en-US');

/** A count with commas between thousands: `2,014`. */
export function countText(n: number): string {
  return commas.format(n);
}

/** A count and its noun: `1 iteration`, `3 iterations`. */
export function counted(n: number, noun: string): string {
  return `${countText(n)} ${noun}${n === 1 ? '' : 's'}`;
}

/** Milliseconds as people say them: `397 ms`, `2.1 s`, `3 min 20 s`. */
export function durationText(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${countText(Math.floor(seconds / 60))} min ${seconds % 60} s`;
}

/** What the durations of steps and iterations leave out, as their titles say it. */
export const ownTime = 'without pauses, those of slow motion included';

/** Bytes in the largest unit that fits: `4 KB`, `2 GB`. */
export function sizeText(bytes: number): string {
  const units = ['KB', 'MB', 'GB', 'TB'];
  let value = bytes / 1024;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const shown = unit > 0 && value < 10 ? Math.round(value * 10) / 10 : Math.ceil(value);
  return `${countText(shown)} ${units[unit] ?? ''}`;
}

/** A value as JSON on one line; `undefined` by its name. */
export function jsonText(value: Json | undefined): string {
  return value === undefined ? 'undefined' : JSON.stringify(value);
}

/** Time of day, with seconds where they matter. */
export function timeText(epoch: number, seconds = false): string {
  return new Date(epoch).toLocaleTimeString('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds ? { second: '2-digit' } : {}),
  });
}

/** The day a time belongs to, as a heading: `Today`, `Yesterday`, `19 Nov 2026`. */
export function dayText(epoch: number, now: number): string {
  const days = Math.round((startOfDay(now) - startOfDay(epoch)) / 86_400_000);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  return new Date(epoch).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
}

function startOfDay(epoch: number): number {
  return new Date(epoch).setHours(0, 0, 0, 0);
}
