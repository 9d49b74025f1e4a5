const key = 'loopPlaygroundFrame';

/**
 * Under which name the runs and the draft of a framed page are filed, so that a host sees only what was
 * begun in its own frame. It outlives a reload of the frame and belongs to no other. Undefined: not framed.
 */
export function frameOwner(): string | undefined {
  if (window.parent === window) return undefined;
  const state: unknown = history.state;
  const before = typeof state === 'object' && state !== null ? state : {};
  if (key in before && typeof before[key] === 'string') return before[key];
  // randomUUID is missing on insecure addresses.
  const digits = Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36));
  const owner = `frame:${digits.join('')}`;
  history.replaceState({ ...before, [key]: owner }, '');
  return owner;
}
