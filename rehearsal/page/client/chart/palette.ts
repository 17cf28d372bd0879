/** How many lines of one chart have colours of their own; further ones repeat them, dashed. */
export const SERIES_COLORS = 10;
const DARK = '(prefers-color-scheme: dark)';

/** The page's colours as its style sheet defines them for the reader's light or dark scheme. */
export interface Palette {
  readonly ink: string;
  readonly faintInk: string;
  readonly grid: string;
  readonly card: string;
  readonly threshold: string;
  readonly font: string;
  readonly dark: boolean;
  readonly series: readonly string[];
}

function read(): Palette {
  const style = getComputedStyle(document.documentElement);
  const color = (name: string): string => style.getPropertyValue(name).trim();
  return {
    ink: color('--ink-2'),
    faintInk: color('--ink-3'),
    grid: color('--grid'),
    card: color('--card'),
    threshold: color('--threshold'),
    dark: matchMedia(DARK).matches,
    font: `11px ${style.getPropertyValue('--font').trim()}`,
    series: Array.from({ length: SERIES_COLORS }, (_, index) => color(`--series-${index + 1}`)),
  };
}

let current: Palette | undefined;
const listeners: (() => void)[] = [];

export function palette(): Palette {
  current ??= read();
  return current;
}

/** Runs `listener` when the reader's scheme changes: canvases do not follow a style sheet by themselves. */
export function onPaletteChange(listener: () => void): void {
  if (listeners.length === 0) {
    matchMedia(DARK).addEventListener('change', () => {
      current = undefined;
      for (const each of listeners) each();
    });
  }
  listeners.push(listener);
}

/** A colour of a dashboard body if it is one that a browser reads. Bodies choose for white cards; dark ones need more light. */
export function givenColor(given: string | undefined): string | undefined {
  if (given === undefined || !CSS.supports('color', given)) return undefined;
  return palette().dark ? `color-mix(in srgb, ${given} 70%, white)` : given;
}

/** The colour that a body gives a line, else the palette's for its place. */
export function seriesColor(given: string | undefined, index: number): string {
  const { series } = palette();
  return givenColor(given) ?? series[index % series.length]!;
}
