type Piece = readonly [paint: 'fill' | 'stroke', d: string];

/** Every mark of the page on a grid of 12 px, strokes 1.5 px wide. */
export const icons = {
  'chevron-down': [['stroke', 'M3.5 4.75 6 7.25l2.5-2.5']],
  'chevron-right': [['stroke', 'M4.75 3.5 7.25 6l-2.5 2.5']],
  expand: [
    ['stroke', 'M2 2l3 3M10 10 7 7'],
    ['fill', 'M1 1h3.5L1 4.5zM11 11H7.5L11 7.5z'],
  ],
  shrink: [
    ['stroke', 'M1 1l3 3M11 11 8 8'],
    ['fill', 'M5 5H1.5L5 1.5zM7 7h3.5L7 10.5z'],
  ],
  play: [['fill', 'M3 1.75 10 6l-7 4.25z']],
  pause: [['fill', 'M2.5 2H5v8H2.5zM7 2h2.5v8H7z']],
  step: [
    ['fill', 'M2 2.25 7 6 2 9.75z'],
    ['fill', 'M8.25 2h1.5v8h-1.5z'],
  ],
  back: [
    ['fill', 'M10 2.25 5 6l5 3.75z'],
    ['fill', 'M2.25 2h1.5v8h-1.5z'],
  ],
  iteration: [
    ['stroke', 'M1.5 2h7M1.5 5h6.75a2.25 2.25 0 0 1 0 4.5H6'],
    ['fill', 'M6.5 7 3 9.5 6.5 12z'],
  ],
  stop: [['fill', 'M2.25 2.25h7.5v7.5h-7.5z']],
  now: [['fill', 'M2.25 2h4.5L10 6 6.75 10h-4.5z']],
  hit: [
    ['fill', 'M.75 1h6.75L11.25 6 7.5 11H.75z'],
    ['fill', 'M4.75 2.75 7.75 6l-3 3.25L1.75 6z'],
  ],
  wait: [['fill', 'M3 2.25h2v7.5H3zM7 2.25h2v7.5H7z']],
  square: [['fill', 'M2.5 2.5h7v7h-7z']],
  limit: [['stroke', 'M1.5 2h9M3 5.25h6v5H3z']],
  exit: [['stroke', 'M5 2.25H2.25v7.5h7.5V7M5.75 6.25l4.5-4.5M7 1.75h3.25V5']],
  hollow: [['stroke', 'M2.75 2.75h6.5v6.5h-6.5z']],
  ring: [['stroke', 'M6 3a3 3 0 1 1 0 6 3 3 0 1 1 0-6z']],
  problem: [['fill', 'M6 .75 11.75 11H.25zM5.4 4.25v3.5h1.2v-3.5zM5.4 8.6v1.2h1.2V8.6z']],
  warning: [
    ['stroke', 'M6 2.1 10.5 10.25h-9z'],
    ['fill', 'M5.4 4.9h1.2v2.6H5.4zM5.4 8.2h1.2v1.1H5.4z'],
  ],
  note: [
    ['stroke', 'M6 1.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 1 1 0-9z'],
    ['fill', 'M5.4 5.2h1.2v3.3H5.4zM5.4 3.4h1.2v1.2H5.4z'],
  ],
  check: [['stroke', 'M1.75 6.5 4.5 9.25l5.75-6.5']],
  dash: [['stroke', 'M3 6h6']],
  fork: [
    ['stroke', 'M3 11V1.5M3 8.5c0-2.5 6-1.5 6-4.5V3.5'],
    ['fill', 'M6.75 4.25 9 1l2.25 3.25z'],
  ],
  pin: [['fill', 'M3.5 1h5v1.5L7.75 3v2.5L9.5 7v1h-3v3.5h-1V8h-3V7l1.75-1.5V3L3.5 2.5z']],
  diamond: [['fill', 'M6 1.75 10.25 6 6 10.25 1.75 6z']],
  theme: [
    ['stroke', 'M6 1.25a4.75 4.75 0 1 1 0 9.5 4.75 4.75 0 1 1 0-9.5z'],
    ['fill', 'M6 1.25a4.75 4.75 0 1 1 0 9.5z'],
  ],
  dots: [['fill', 'M.5 5h2v2h-2zM5 5h2v2H5zM9.5 5h2v2h-2z']],
  close: [['stroke', 'm2.5 2.5 7 7M9.5 2.5l-7 7']],
} as const satisfies Record<string, readonly Piece[]>;

export type IconName = keyof typeof icons;
