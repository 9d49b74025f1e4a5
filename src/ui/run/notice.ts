import type { IconName } from '../parts/icons';

/** Something the page says above the views, and what can be done about it. */
export interface Notice {
  readonly icon: IconName;
  readonly look: 'problem' | 'plain' | 'now';
  readonly text: string;
  /** Of a problem that the help explains. */
  readonly code?: string;
  readonly actions: readonly { readonly label: string; readonly act: () => void }[];
}
