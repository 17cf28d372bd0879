import type { SeriesRecord } from '../run-record';
import type { AlarmModel, MetricQueryModel } from '../template/model';
import { defaultLabel, dynamicLabel } from './series-label';
import { DEFAULT_PERIOD_SECONDS, type UnreadableRow, type WidgetMetric, widgetMetrics } from './widget-metrics';

/** Where the page gets datapoints from: `MetricReader` in `rehearsal/metrics` is one. */
export interface SeriesReader {
  /**
   * The datapoints of every query with `returnData`, in `[startMs, endMs)`, one window of `periodSeconds` after the
   * other from `startMs` on. A point is `[start of its window in ms, value or null]`.
   */
  read(
    queries: readonly MetricQueryModel[],
    startMs: number,
    endMs: number,
    periodSeconds: number,
  ): readonly {
    readonly id: string;
    readonly label?: string;
    readonly points: readonly (readonly [number, number | null])[];
  }[];
  /** Which of `queries` it cannot compute, and why. `read` leaves those out. */
  problems?(queries: readonly MetricQueryModel[]): readonly { readonly id: string; readonly what: string }[];
}

/** The virtual time that a page shows, in milliseconds since the epoch. */
export interface TimeRange {
  readonly startMs: number;
  readonly endMs: number;
}

/** Expressions that ask an index of all metrics, which a rehearsal does not have. */
const NEEDS_METRIC_INDEX = /\bSEARCH\s*\(|^\s*SELECT\s/i;

/** A line that could not be drawn: no points at all, where a line without data has points that are null. */
function placeholder(what: string, yAxis: 'left' | 'right' = 'left'): SeriesRecord {
  return { label: `not rehearsed: ${what}`, yAxis, points: [] };
}

/** `row` and everything that its expression reads, directly or through other expressions. */
function withInputs(row: WidgetMetric, all: readonly WidgetMetric[]): WidgetMetric[] {
  const wanted = new Set([row]);
  for (const next of wanted) {
    const expression = next.query.expression ?? '';
    const everything = /\bMETRICS\s*\(/i.test(expression);
    const words = new Set(expression.match(/[A-Za-z_][A-Za-z0-9_]*/g));
    for (const other of all) {
      if (words.has(other.query.id) || (everything && other.query.metric !== undefined)) wanted.add(other);
    }
  }
  return all.filter((other) => wanted.has(other));
}

/** Every window of the range, so that a line without a datapoint is a gap and not a missing line. */
function onEveryWindow(
  points: SeriesRecord['points'],
  range: TimeRange,
  periodSeconds: number,
): SeriesRecord['points'] {
  const values = new Map(points.filter(([atMs]) => atMs < range.endMs));
  const firstMs = points[0]?.[0] ?? range.startMs;
  for (let atMs = firstMs; atMs < range.endMs; atMs += periodSeconds * 1000) {
    if (!values.has(atMs)) values.set(atMs, null);
  }
  return [...values].sort(([a], [b]) => a - b);
}

/** One statistic over the whole range, as `setPeriodToTimeRange` asks for. */
function wholeRangeSeconds(range: TimeRange): number {
  return Math.max(60, Math.ceil((range.endMs - range.startMs) / 60_000) * 60);
}

function readRow(
  row: WidgetMetric,
  all: readonly WidgetMetric[],
  reader: SeriesReader,
  range: TimeRange,
  forcedPeriodSeconds: number | undefined,
): SeriesRecord[] {
  const { query } = row;
  if (query.expression !== undefined && NEEDS_METRIC_INDEX.test(query.expression)) {
    return [placeholder(query.expression, row.yAxis)];
  }
  const inputs = withInputs(row, all);
  const longestInput = inputs.reduce((longest, input) => Math.max(longest, input.query.metric?.periodSeconds ?? 0), 0);
  const periodSeconds = forcedPeriodSeconds ?? row.periodSeconds ?? (longestInput || DEFAULT_PERIOD_SECONDS);
  const queries = inputs.map((input) => ({
    ...input.query,
    returnData: input === row,
    metric: input.query.metric && { ...input.query.metric, periodSeconds },
  }));
  try {
    const results = reader.read(queries, range.startMs, range.endMs, periodSeconds);
    if (results.length === 0) {
      const reasons = (reader.problems?.(queries) ?? []).map(({ what }) => what);
      return [placeholder([query.expression ?? defaultLabel(row, all), ...reasons].join(': '), row.yAxis)];
    }
    return results.map((result) => {
      const fallback = results.length > 1 && result.label !== undefined ? result.label : defaultLabel(row, all);
      return {
        label: dynamicLabel(query.label ?? fallback, result.points, query.metric, periodSeconds),
        color: results.length === 1 ? row.color : undefined,
        yAxis: row.yAxis,
        points: onEveryWindow(result.points, range, periodSeconds),
      };
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [placeholder(`${query.expression ?? defaultLabel(row, all)}: ${reason}`, row.yAxis)];
  }
}

/** The rows of a widget that names alarms instead of metrics: CloudWatch draws what the alarm watches. */
function alarmRows(properties: Readonly<Record<string, unknown>>, alarms: readonly AlarmModel[]): WidgetMetric[] {
  const annotations = properties.annotations as { alarms?: unknown } | undefined;
  const arns = Array.isArray(annotations?.alarms) ? (annotations.alarms as unknown[]) : [];
  const alarm = alarms.find((candidate) => candidate.arn === arns[0]);
  return (alarm?.metrics ?? []).map((query) => ({
    query,
    visible: query.returnData,
    yAxis: 'left',
    periodSeconds: query.metric?.periodSeconds ?? alarm!.periodSeconds,
  }));
}

/** The lines of one metric widget, in the order of its body. Pure but for what `reader` reads. */
export function widgetSeries(
  properties: Readonly<Record<string, unknown>>,
  reader: SeriesReader,
  range: TimeRange,
  alarms: readonly AlarmModel[],
): SeriesRecord[] {
  const written: readonly (WidgetMetric | UnreadableRow)[] = widgetMetrics(properties);
  const rows = written.length > 0 ? written : alarmRows(properties, alarms);
  const readable = rows.filter((row): row is WidgetMetric => 'query' in row);
  const forced = properties.setPeriodToTimeRange === true ? wholeRangeSeconds(range) : undefined;
  return rows.flatMap((row) => {
    if ('unreadable' in row) return [placeholder(`a row of metrics that cannot be read: ${row.unreadable}`)];
    return row.visible ? readRow(row, readable, reader, range, forced) : [];
  });
}
