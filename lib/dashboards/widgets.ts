import {
  AlarmStatusWidget,
  AlarmStatusWidgetSortBy,
  GraphWidget,
  type HorizontalAnnotation,
  type IAlarm,
  type IMetric,
  type IWidget,
  TextWidget,
  TextWidgetBackground,
  type YAxisProps,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Severity } from '../alarms/severity';
import { cloudWatchMetric } from '../signals/cloudwatch-metric';
import { isMath, type Query, type Unit } from '../signals/signal';
import type { Axis, Panel, Section } from './panel';

/** CloudWatch's grid. */
export const GRID_WIDTH = 24;
const GRAPH_HEIGHT = 6;
const PERIOD_SECONDS = 60;

/** CloudWatch's limit of alarms in one alarm widget. */
const MAX_ALARMS_IN_WIDGET = 100;

const SEVERITY_COLORS: Readonly<Record<Severity, string>> = {
  [Severity.PAGE]: '#d13212',
  [Severity.TICKET]: '#ff9900',
  [Severity.INFO]: '#687078',
};

const AXIS_LABELS: Readonly<Record<Unit, string>> = {
  ms: 'ms',
  s: 's',
  µs: 'µs',
  '%': '%',
  count: 'count',
  units: 'units',
  bytes: 'bytes',
  MiB: 'MiB',
  days: 'days',
  ratio: 'ratio',
};

/** A row of graphs that shares the width of the grid. */
export function graphRow(panels: readonly Panel[]): IWidget[] {
  const width = Math.max(6, Math.floor(GRID_WIDTH / Math.max(panels.length, 1)));
  return panels.map((panel) => graph(panel, width));
}

/** The heading of a section. */
export function heading({ heading: markdown }: Section): IWidget {
  const lines = markdown.split('\n').length;
  return new TextWidget({ markdown, width: GRID_WIDTH, height: lines, background: TextWidgetBackground.TRANSPARENT });
}

/** The states of the alarms, those in ALARM first. */
export function alarmStates(title: string, arns: readonly string[]): IWidget[] {
  const widgets: IWidget[] = [];
  for (let start = 0; start < arns.length; start += MAX_ALARMS_IN_WIDGET) {
    const some = arns.slice(start, start + MAX_ALARMS_IN_WIDGET);
    const height = Math.min(10, 2 + Math.ceil(some.length / 4));
    widgets.push(
      new AlarmStatusWidget({
        title,
        // All that the widget reads of an alarm; those of other stacks are no constructs here.
        alarms: some.map((alarmArn) => ({ alarmRef: { alarmArn } }) as IAlarm),
        width: GRID_WIDTH,
        height,
        sortBy: AlarmStatusWidgetSortBy.STATE_UPDATED_TIMESTAMP,
      }),
    );
  }
  return widgets;
}

function graph({ title, left, right }: Panel, width: number): IWidget {
  return new GraphWidget({
    title,
    width,
    height: GRAPH_HEIGHT,
    left: metrics(left, 'l'),
    leftYAxis: yAxis(left),
    leftAnnotations: annotations(left),
    ...(right === undefined
      ? {}
      : { right: metrics(right, 'r'), rightYAxis: yAxis(right), rightAnnotations: annotations(right) }),
  });
}

function metrics({ lines }: Axis, side: string): IMetric[] {
  return lines.map(({ query, label, region }, index) =>
    cloudWatchMetric(withDistinctIds(query, `_${side}${index}`), { periodSeconds: PERIOD_SECONDS, label, region }),
  );
}

/** The ids of all expressions of a graph share one name space. */
function withDistinctIds(query: Query, suffix: string): Query {
  if (!isMath(query)) return query;
  const ids = Object.keys(query.metrics);
  return {
    expression: query.expression.replace(/\b[a-z]\w*/g, (word) => (ids.includes(word) ? `${word}${suffix}` : word)),
    metrics: Object.fromEntries(Object.entries(query.metrics).map(([id, metric]) => [`${id}${suffix}`, metric])),
  };
}

function yAxis({ unit }: Axis): YAxisProps {
  return { min: 0, label: AXIS_LABELS[unit], showUnits: false };
}

function annotations({ thresholds }: Axis): HorizontalAnnotation[] {
  return thresholds.map(({ value, label, severity }) => ({ value, label, color: SEVERITY_COLORS[severity] }));
}
