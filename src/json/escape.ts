/** How many characters of the text an escape takes that begins at a backslash: what it stands for is one. */
export function escapeLength(text: string, at: number): number {
  if (text.charAt(at + 1) === 'u' && /^[\da-fA-F]{4}$/.test(text.slice(at + 2, at + 6))) return 6;
  return at + 1 < text.length ? 2 : 1;
}
