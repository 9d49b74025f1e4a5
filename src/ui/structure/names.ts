import type { BoxState } from './states';
import type { Shown } from './shown';

/** The name of a box for those who do not see it: what it is, and how it stands. */
export function nameOf({ box, open }: Shown, state: BoxState, more: readonly string[]): string {
  const { kind, label, note, title, steps } = box;
  const what =
    kind === 'until'
      ? [`until of ${box.id}`, `asked ${note}`]
      : kind === 'part'
        ? [`Steps ${label}`]
        : kind === 'case'
          ? [note === '' ? 'else' : `when ${label}`]
          : [label, note, title];
  const hidden = !open && steps > 0 ? `${steps} ${steps === 1 ? 'step' : 'steps'} folded` : '';
  const glance = glanceText(state);
  const now = state.look === 'now' ? 'here' : '';
  return [...what, now, state.said, state.word, glance, hidden, ...more].filter(Boolean).join(', ');
}

/** An output as it stands in a box: `score 4 cliche true`. */
export function glanceText({ glance = [] }: BoxState): string {
  return glance.map(({ key, text }) => (key === undefined ? text : `${key} ${text}`)).join(' ');
}
