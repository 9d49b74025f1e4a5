import type { LoopView } from '../../worker/api';
import { counted, countText } from '../values';
import { type Picture, stoppedHere } from './picture';
import type { Box } from './tree';

/** One cell an iteration: over, looked at, where the loop stopped, at its limit, failed, or still to come. */
export type Tick = 'done' | 'now' | 'stop' | 'limit' | 'failed' | 'to-come';

/** The count in the head of a loop. */
export interface Tally {
  readonly text: string;
  /** The same in fewer words. */
  readonly short: string;
  /** A cell for each iteration; empty when there are too many or nobody knows how many. */
  readonly ticks: readonly Tick[];
  /** Instead of cells: how much of the whole is over and where the moment is, from 0 to 1. */
  readonly bar?: {
    readonly over: number;
    readonly now?: number;
    readonly open: boolean;
    readonly end?: Tick;
  };
}

const mostTicks = 12;

/** What the head of a loop counts; `limit` is that of the document while no run knows better. */
export function tallyOf(box: Box, limit: number | null | undefined, picture: Picture, known: boolean): Tally {
  const loop = known ? picture.loops.get(box.id) : undefined;
  const most = loop?.limit ?? limit;
  const text = words(box, loop, most);
  const said = { text, short: box.kind === 'loop' && loop ? `${countText(loop.finished)} done` : text };
  const begun = loop?.begun ?? 0;
  const shown = picture.rows.get(box.id)?.iteration ?? loop?.iteration ?? 0;
  const end = endOf(loop);
  const isNow =
    loop !== undefined &&
    (!picture.follows || picture.active) &&
    begun > 0 &&
    !(end && shown === begun - 1 && picture.follows);
  const length = most ?? begun;
  if (length === 0) return { ...said, ticks: [] };
  if (length <= mostTicks && most !== null && most !== undefined) {
    return {
      ...said,
      ticks: Array.from({ length: Math.max(length, begun) }, (_, n): Tick => {
        if (isNow && n === shown) return 'now';
        if (end && n === begun - 1) return end;
        return n < (loop?.finished ?? 0) || n < begun - 1 ? 'done' : 'to-come';
      }),
    };
  }
  const whole = Math.max(most ?? begun + 1, 1);
  return {
    ...said,
    ticks: [],
    bar: {
      over: Math.min(1, begun / whole),
      open: typeof most !== 'number',
      ...(isNow && { now: Math.min(1, shown / whole) }),
      ...(end && { end }),
    },
  };
}

function endOf(loop: LoopView | undefined): Tick | undefined {
  switch (loop?.stoppedBy) {
    case 'until':
    case 'exit':
      return 'stop';
    case 'max':
      return 'limit';
    case 'error':
      return 'failed';
    case undefined:
      return undefined;
  }
}

function words({ kind }: Box, loop: LoopView | undefined, limit: number | null | undefined): string {
  const most = typeof limit === 'number' ? `at most ${countText(limit)}` : limit === null ? 'no limit' : '';
  if (kind === 'foreach') {
    if (!loop) return '';
    return typeof limit === 'number'
      ? `${countText(loop.finished)} of ${counted(limit, 'item')}`
      : counted(loop.begun, 'item');
  }
  if (!loop) return most;
  return [`${countText(loop.finished)} done`, most].filter(Boolean).join(', ');
}

/** What stands at the way back of a loop: the answer that takes it, and how often it was taken. */
export function backWords(
  box: Box,
  picture: Picture,
  known: boolean,
): { readonly code: string; readonly text: string } {
  const loop = known ? picture.loops.get(box.id) : undefined;
  const times = Math.max(0, loop?.iteration ?? 0);
  if (box.kind === 'foreach')
    return { code: '', text: loop ? `next item, ${timesText(times)}` : 'next item' };
  const code = box.check === undefined ? '' : 'false';
  if (!loop) return { code, text: 'goes on' };
  return { code, text: times === 0 ? 'not taken yet' : `goes on, ${timesText(times)}` };
}

/** What stands at the way out of a loop, named by what took it. */
export function exitWord(
  box: Box,
  picture: Picture,
  known: boolean,
): { readonly word: string; readonly by?: LoopView['stoppedBy'] } {
  const by = known ? stoppedHere(picture, box.id) : undefined;
  const usual = box.check === undefined ? '' : 'true';
  switch (by) {
    case 'until':
      return { word: 'true', by };
    case 'max':
    case 'exit':
      return { word: by, by };
    case 'error':
    case undefined:
      return { word: usual };
  }
}

function timesText(times: number): string {
  return times === 1 ? 'once' : `${countText(times)} times`;
}
