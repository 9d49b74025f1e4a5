const key = 'loop-playground/layout';

export type Theme = 'system' | 'light' | 'dark';

/** What of the page's arrangement has to be known before the first paint. Sizes in px. */
export interface RememberedLayout {
  readonly theme: Theme;
  readonly editorWidth?: number;
  readonly inspectorHeight?: number;
  readonly structureHeight?: number;
  readonly structureOpen?: boolean;
}

/** Keeps it for the next visit; where storage is blocked nothing is kept. */
export function rememberLayout(layout: {
  readonly [K in keyof RememberedLayout]: RememberedLayout[K] | undefined;
}): void {
  try {
    localStorage.setItem(key, JSON.stringify(layout));
  } catch {
    // Blocked storage: the page is laid out as drawn next time.
  }
}

/** What was kept, as far as it can be read. */
export function rememberedLayout(): RememberedLayout {
  let found: unknown;
  try {
    found = JSON.parse(localStorage.getItem(key) ?? '{}');
  } catch {
    found = {};
  }
  const kept: object = typeof found === 'object' && found !== null ? found : {};
  const theme = 'theme' in kept && (kept.theme === 'light' || kept.theme === 'dark') ? kept.theme : 'system';
  return {
    theme,
    ...('editorWidth' in kept && typeof kept.editorWidth === 'number'
      ? { editorWidth: kept.editorWidth }
      : {}),
    ...('inspectorHeight' in kept && typeof kept.inspectorHeight === 'number'
      ? { inspectorHeight: kept.inspectorHeight }
      : {}),
    ...('structureHeight' in kept && typeof kept.structureHeight === 'number'
      ? { structureHeight: kept.structureHeight }
      : {}),
    ...('structureOpen' in kept && kept.structureOpen === false ? { structureOpen: false } : {}),
  };
}
