import type { MetricQueryModel } from '../template/model';

/** One row of a metric widget's `metrics`, written out in full: no shorthand, no defaults left to guess. */
export interface WidgetMetric {
  readonly query: MetricQueryModel;
  /** False for rows that only feed an expression. */
  readonly visible: boolean;
  readonly yAxis: 'left' | 'right';
  readonly color?: string;
  readonly periodSeconds?: number;
  /** Set where the row asks for another region than its widget. */
  readonly region?: string;
}

/** A row that cannot be read, as JSON. */
export interface UnreadableRow {
  readonly unreadable: string;
}

type Options = Readonly<Record<string, unknown>>;

const DEFAULT_STATISTIC = 'Average';
/** CloudWatch's period for widgets and rows that name none. */
export const DEFAULT_PERIOD_SECONDS = 300;

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function positiveOf(value: unknown): number | undefined {
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number > 0 ? number : undefined;
}

function isOptions(value: unknown): value is Options {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Undoes the shorthand of a row: `.` repeats what stood at this place in the row before, `...` repeats everything up
 * to what is written after it. `undefined` when it points at nothing.
 */
function expandNames(names: readonly unknown[], previous: readonly string[]): string[] | undefined {
  const given = names.map((name) => (typeof name === 'number' ? String(name) : name));
  const full =
    given[0] === '...' ? [...previous.slice(0, previous.length - (given.length - 1)), ...given.slice(1)] : given;
  const expanded = full.map((name, index) => (name === '.' ? previous[index] : name));
  const readable = expanded.every((name): name is string => typeof name === 'string' && name !== '');
  return readable && expanded.length >= 2 && expanded.length % 2 === 0 ? expanded : undefined;
}

function dimensionsOf(names: readonly string[]): Record<string, string> {
  const dimensions: Record<string, string> = {};
  for (let index = 2; index + 1 < names.length; index += 2) dimensions[names[index]!] = names[index + 1]!;
  return dimensions;
}

/** Ids for the rows that have none: expressions cannot name them, but a reader needs to tell them apart. */
function idMaker(taken: ReadonlySet<string>): () => string {
  let count = 0;
  return () => {
    do count += 1;
    while (taken.has(`unnamed${count}`));
    return `unnamed${count}`;
  };
}

/** Reads the `metrics` of a metric widget, in their order. Nothing is dropped: what cannot be read says so. */
export function widgetMetrics(properties: Options): (WidgetMetric | UnreadableRow)[] {
  const rows = Array.isArray(properties.metrics) ? (properties.metrics as unknown[]) : [];
  const optionsOf = (row: unknown): Options => {
    const last = Array.isArray(row) ? row.at(-1) : undefined;
    return isOptions(last) ? last : {};
  };
  const nextId = idMaker(new Set(rows.map((row) => textOf(optionsOf(row).id)).filter((id) => id !== undefined)));
  let previous: string[] = [];

  return rows.map((row) => {
    const options = optionsOf(row);
    const names = Array.isArray(row) ? row.filter((item) => !isOptions(item)) : [];
    const expression = textOf(options.expression);
    const expanded = expression === undefined ? expandNames(names, previous) : undefined;
    if (expression === undefined && expanded === undefined) return { unreadable: JSON.stringify(row) };

    const periodSeconds = positiveOf(options.period) ?? (expanded && positiveOf(properties.period));
    const visible = options.visible !== false;
    if (expanded !== undefined) previous = expanded;
    return {
      query: {
        id: textOf(options.id) ?? nextId(),
        label: textOf(options.label),
        returnData: visible,
        expression,
        metric: expanded && {
          namespace: expanded[0]!,
          metricName: expanded[1]!,
          dimensions: dimensionsOf(expanded),
          statistic: textOf(options.stat) ?? textOf(properties.stat) ?? DEFAULT_STATISTIC,
          periodSeconds: periodSeconds ?? DEFAULT_PERIOD_SECONDS,
        },
      },
      visible,
      yAxis: options.yAxis === 'right' ? 'right' : 'left',
      color: textOf(options.color),
      periodSeconds: expanded ? (periodSeconds ?? DEFAULT_PERIOD_SECONDS) : periodSeconds,
      region: textOf(options.region) === textOf(properties.region) ? undefined : textOf(options.region),
    };
  });
}
