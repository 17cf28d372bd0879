/** A dashed line across a chart, with the area that it shades. */
export interface HorizontalAnnotation {
  readonly value: number;
  readonly label?: string;
  readonly color?: string;
  readonly yAxis: 'left' | 'right';
  /** The shaded values; `Infinity` for as far as the chart goes. */
  readonly shade?: readonly [from: number, to: number];
}

export interface VerticalAnnotation {
  readonly atMs: number;
  readonly label?: string;
  readonly color?: string;
}

type Members = Readonly<Record<string, unknown>>;

function members(value: unknown): Members {
  return typeof value === 'object' && value !== null ? (value as Members) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function horizontal(entry: Members, shade?: readonly [number, number]): HorizontalAnnotation[] {
  const value = typeof entry.value === 'string' ? Number(entry.value) : entry.value;
  if (typeof value !== 'number' || !Number.isFinite(value) || entry.visible === false) return [];
  const above = entry.fill === 'above' ? ([value, Number.POSITIVE_INFINITY] as const) : undefined;
  const below = entry.fill === 'below' ? ([Number.NEGATIVE_INFINITY, value] as const) : undefined;
  return [
    {
      value,
      label: text(entry.label),
      color: text(entry.color),
      yAxis: entry.yAxis === 'right' ? 'right' : 'left',
      shade: shade ?? above ?? below,
    },
  ];
}

/** The horizontal annotations of a widget; a pair in the body is a band between two lines. */
export function horizontalAnnotations(properties: Members): HorizontalAnnotation[] {
  return list(members(properties.annotations).horizontal).flatMap((entry) => {
    if (!Array.isArray(entry)) return horizontal(members(entry));
    const [first, second] = [members(entry[0]), members(entry[1])];
    const [a, b] = [Number(first.value), Number(second.value)];
    const rest = { color: first.color, yAxis: first.yAxis, ...second };
    return [...horizontal(first, [Math.min(a, b), Math.max(a, b)]), ...horizontal(rest)];
  });
}

/** The vertical annotations of a widget; a pair is drawn as its two edges. */
export function verticalAnnotations(properties: Members): VerticalAnnotation[] {
  return list(members(properties.annotations).vertical)
    .flat()
    .flatMap((item) => {
      const entry = members(item);
      const atMs = Date.parse(text(entry.value) ?? '');
      if (Number.isNaN(atMs) || entry.visible === false) return [];
      return [{ atMs, label: text(entry.label), color: text(entry.color) }];
    });
}

/** What the body says of one value axis. */
export function axisOf(
  properties: Members,
  side: 'left' | 'right',
): { readonly min?: number; readonly max?: number; readonly label?: string } {
  const { min, max, label } = members(members(properties.yAxis)[side]);
  return {
    min: typeof min === 'number' ? min : undefined,
    max: typeof max === 'number' ? max : undefined,
    label: text(label),
  };
}

/** A threshold this many times as high as all values would press them flat: it is named, but not reached. */
const OUT_OF_REACH = 10;

/**
 * The values that an axis spans: what the body asks for, else everything that is drawn, from zero up, with room for a
 * label above. Thresholds count, unless they are out of all proportion.
 */
export function axisRange(
  axis: { readonly min?: number; readonly max?: number },
  values: readonly number[],
  thresholds: readonly number[],
): [number, number] {
  const peak = values.reduce((a, b) => Math.max(a, b), 0);
  const drawn = [...values, ...thresholds.filter((value) => peak <= 0 || value <= peak * OUT_OF_REACH)];
  const lowest = drawn.reduce((a, b) => Math.min(a, b), 0);
  const highest = drawn.reduce((a, b) => Math.max(a, b), 0);
  const min = axis.min ?? (lowest < 0 ? lowest * 1.12 : 0);
  const max = axis.max ?? (highest > min ? highest + (highest - min) * 0.12 : min + 1);
  return max > min ? [min, max] : [min, min + 1];
}
