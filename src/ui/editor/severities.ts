import type { Severity } from '../../workflow/diagnostic';
import type { IconName } from '../parts/icons';

/** The mark of each severity: a full triangle, an outlined one, a circle. */
export const severityIcons: Readonly<Record<Severity, IconName>> = {
  error: 'problem',
  warning: 'warning',
  note: 'note',
};
