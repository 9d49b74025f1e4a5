import type { OutlineItem } from '../../worker/api';
import type { Level } from '../moment';

/** Numbers of an iteration as the page writes them, outermost first: `12`, `99,999`, `150 / 20`; else undefined. */
export function numbersIn(text: string): readonly number[] | undefined {
  const parts = text.split('/').map((part) => part.trim());
  return parts.every((part) => /^(\d{1,15}|\d{1,3}(,\d{3}){1,4})$/.test(part))
    ? parts.map((part) => Number(part.replaceAll(',', '')))
    : undefined;
}

/** Address of the innermost of these loops in other iterations of those around it, outermost first. */
export function addressIn(
  levels: readonly Level[],
  outer: readonly number[],
  outline: readonly OutlineItem[],
): string {
  const lists = new Set(outline.filter(({ type }) => type === 'foreach').map(({ id }) => id));
  const parts = levels.map(({ id }, n) => {
    const number = outer[n];
    if (number === undefined) return id;
    return lists.has(id) ? `${id}{${number}}` : `${id}[${number}]`;
  });
  return parts.join('/');
}

/**
 * Whether iterations of the loops around one come later than those a run is in, outermost first. In the same ones the
 * loop itself may not have begun yet: it does when the run stands further out.
 */
export function isLater(outer: readonly number[], head: readonly number[]): boolean {
  const n = outer.findIndex((one, at) => one !== head[at]);
  return n < 0 ? head.length <= outer.length : (outer[n] ?? 0) > (head[n] ?? -1);
}
