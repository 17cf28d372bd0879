import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { Severity } from '../alarms/severity';
import { isMath, type Line, type MetricRef, type Unit } from '../signals/signal';
import type { Axis, Panel } from './panel';
import { widget } from './widget';

const PERIOD_SECONDS = 60;
const HEIGHT = 6;

const SEVERITY_COLORS: Readonly<Record<Severity, string>> = {
  [Severity.PAGE]: '#d13212',
  [Severity.TICKET]: '#ff9900',
  [Severity.INFO]: '#687078',
};

type Options = Readonly<Record<string, unknown>>;

/** A row of a graph in full, before the shorthand of CloudWatch. */
interface Row {
  readonly metric?: MetricRef;
  readonly options: Options;
}

/**
 * A graph of a panel. Written by hand and not with CDK's GraphWidget, which repeats in each row what CloudWatch lets a
 * graph say once: a dashboard of fifty functions weighs half as much.
 */
export function graph({ title, left, right }: Panel, { width, region }: { width: number; region: string }): IWidget {
  const axes = { left, ...(right === undefined ? {} : { right }) };
  const rows = rowsOf(axes);
  const stat = rows.find(({ metric }) => metric !== undefined)?.metric?.statistic;
  const thresholds = Object.entries(axes).flatMap(([side, axis]) => thresholdsOf(axis, side));
  return widget('metric', width, HEIGHT, {
    title: right === undefined ? titleOf(title, left.unit) : title,
    region,
    period: PERIOD_SECONDS,
    stat,
    metrics: shorten(rows, stat),
    annotations: thresholds.length === 0 ? undefined : { horizontal: thresholds },
    yAxis: Object.fromEntries(
      Object.entries(axes).map(([side, { unit }]) => [
        side,
        { min: 0, ...(right && { label: unit, showUnits: false }) },
      ]),
    ),
  });
}

/** The lines in full; those of the left axis first. */
function rowsOf(axes: Readonly<Record<string, Axis>>): Row[] {
  let expressions = 0;
  return Object.entries(axes).flatMap(([side, { lines }]) => {
    const axis = onAxis(side);
    return lines.flatMap(({ query, label, region }: Line): Row[] => {
      if (!isMath(query)) return [{ metric: query, options: { label, region, ...axis } }];
      // The ids of all expressions of a graph share one name space.
      const suffix = expressions === 0 ? '' : `_${expressions}`;
      expressions += 1;
      const ids = Object.keys(query.metrics);
      const expression = query.expression.replace(/\b[a-z]\w*/g, (word) => (ids.includes(word) ? word + suffix : word));
      return [
        { options: { label, expression, ...axis } },
        ...Object.entries(query.metrics).map(([id, metric]) => ({
          metric,
          options: { id: id + suffix, visible: false, region, ...axis },
        })),
      ];
    });
  });
}

/** Rows as CloudWatch reads them: `.` for what stood there in the row before, `...` when that is everything. */
function shorten(rows: readonly Row[], stat: string | undefined): unknown[][] {
  let before: readonly string[] = [];
  return rows.map(({ metric, options }) => {
    if (metric === undefined) {
      before = [];
      return [options];
    }
    const names = [metric.namespace, metric.metricName, ...Object.entries(metric.dimensions).flat()];
    const same = names.length === before.length ? names.map((name, index) => name === before[index]) : [];
    before = names;
    const short = same.length > 0 && same.every(Boolean) ? ['...'] : names.map((name, i) => (same[i] ? '.' : name));
    const said = {
      ...options,
      label: rows.length === 1 && isNameOf(metric, options.label) ? undefined : options.label,
      stat: metric.statistic === stat ? undefined : metric.statistic,
    };
    return Object.values(said).every((value) => value === undefined) ? short : [...short, said];
  });
}

/** CloudWatch labels a single line with the metric's name. */
function isNameOf({ metricName }: MetricRef, label: unknown): boolean {
  return metricName.toLowerCase() === String(label).toLowerCase();
}

function thresholdsOf({ thresholds }: Axis, side: string): Options[] {
  return thresholds.map(({ value, label, severity }) => ({
    value,
    label,
    color: SEVERITY_COLORS[severity],
    ...onAxis(side),
  }));
}

/** The left axis is CloudWatch's default. */
function onAxis(side: string): Options {
  return side === 'right' ? { yAxis: side } : {};
}

/** Numbers without a unit need none in the title. */
const PLAIN: readonly Unit[] = ['count', 'units', 'ratio'];

function titleOf(title: string, unit: Unit): string {
  return PLAIN.includes(unit) ? title : `${title}, ${unit}`;
}
