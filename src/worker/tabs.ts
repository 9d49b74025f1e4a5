/** The channel on which tabs tell each other which run was written. Frames without an origin have none. */
export function openTabs(): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel('loop-playground/runs');
  } catch {
    return undefined;
  }
}
