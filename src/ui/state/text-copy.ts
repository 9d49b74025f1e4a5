/** Longest text that is kept twice, in characters: it is written at once, which takes its time. */
const longest = 256 * 1024;

/**
 * Keeps a second copy of the text of a draft, apart from the database: a browser that finds its database damaged throws
 * all of it away. Where this is blocked, or the text is too long, there is none.
 */
export function keepCopy(draftId: string, text: string): void {
  try {
    if (text.length <= longest) localStorage.setItem(keyOf(draftId), text);
    else localStorage.removeItem(keyOf(draftId));
  } catch {
    // Blocked, or full: the database has it.
  }
}

/** The copy of a draft's text, if there is one. */
export function copyOf(draftId: string): string | undefined {
  try {
    return localStorage.getItem(keyOf(draftId)) ?? undefined;
  } catch {
    return undefined;
  }
}

function keyOf(draftId: string): string {
  return `loop-playground/text/${draftId}`;
}
