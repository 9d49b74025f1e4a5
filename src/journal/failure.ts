import { JournalError } from './journal';

/** What failed, in the journal's terms: the browser's error as `cause`, and a sentence for the page. */
export function journalError(error: unknown): JournalError {
  if (error instanceof JournalError) return error;
  const [kind, message] = meaning(error);
  return new JournalError(kind, message, { cause: error });
}

function meaning(error: unknown): readonly [kind: JournalError['kind'], message: string] {
  if (isRefused(error)) return ['blocked', 'This browser does not let the page store anything.'];
  switch (error instanceof Error ? error.name : '') {
    case 'QuotaExceededError':
      return ['quota', 'The space for stored runs is used up.'];
    case 'VersionError':
      return [
        'closed',
        'The stored runs belong to a newer version of this page. Reload this page to get it.',
      ];
    // Only the browser aborts without a reason of ours: the connection or the disk went away.
    case 'AbortError':
    case 'InvalidStateError':
      return ['closed', 'The connection to the stored runs was lost. Reload this page to go on.'];
    // Said of values that are kept as files of their own, when such a file is gone.
    case 'DataError':
    case 'NotReadableError':
      return ['corrupt', 'A part of the stored runs cannot be read any more.'];
    case 'ConstraintError':
      return ['unknown', 'This part of the run is stored already, perhaps by another tab.'];
    default:
      return ['unknown', `Storage did not work: ${error instanceof Error ? error.message : String(error)}`];
  }
}

/** Whether the person, or the page around a frame, has forbidden storing. */
function isRefused(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // Chromium has no name of its own for what its settings forbid.
  return error.name === 'SecurityError' || /denied permission/.test(error.message);
}
