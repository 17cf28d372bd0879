import type { DashboardRecord, WidgetRecord } from '../run-record';
import type { AlarmModel, DashboardModel } from '../template/model';
import { type SeriesReader, widgetSeries } from './widget-series';

const GRID_COLUMNS = 24;
/** CloudWatch's size for widgets that name none. */
const DEFAULT_SIZE = 6;

type Properties = Readonly<Record<string, unknown>>;
type Box = Pick<WidgetRecord, 'x' | 'y' | 'width' | 'height'>;

function integerOf(value: unknown, least: number): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= least ? value : undefined;
}

/** Where the widgets stand. Those without a place follow the one before, row by row, as CloudWatch puts them. */
function boxesOf(widgets: readonly Properties[]): Box[] {
  let next = { x: 0, y: 0, rowHeight: 0 };
  return widgets.map((widget) => {
    const width = Math.min(integerOf(widget.width, 1) ?? DEFAULT_SIZE, GRID_COLUMNS);
    const height = integerOf(widget.height, 1) ?? DEFAULT_SIZE;
    if (next.x + width > GRID_COLUMNS) next = { x: 0, y: next.y + next.rowHeight, rowHeight: 0 };
    const x = Math.min(integerOf(widget.x, 0) ?? next.x, GRID_COLUMNS - width);
    const y = integerOf(widget.y, 0) ?? next.y;
    next = { x: x + width, y, rowHeight: y === next.y ? Math.max(next.rowHeight, height) : height };
    return { x, y, width, height };
  });
}

function propertiesOf(widget: Properties): Properties {
  const { properties } = widget;
  return typeof properties === 'object' && properties !== null && !Array.isArray(properties)
    ? (properties as Properties)
    : {};
}

/**
 * A dashboard with the datapoints that its metric widgets show in `[startMs, endMs)`, read through `reader`.
 * `alarms` are the stack's, for widgets that name an alarm instead of metrics.
 *
 * Nothing is left out: a line that the rehearsal cannot compute becomes a series without points whose label begins
 * with `not rehearsed:`, and a widget of an unknown type keeps its place.
 */
export function dashboardRecord(
  dashboard: DashboardModel,
  reader: SeriesReader,
  startMs: number,
  endMs: number,
  alarms: readonly AlarmModel[] = [],
): DashboardRecord {
  const widgets = Array.isArray(dashboard.body.widgets) ? dashboard.body.widgets : [];
  const boxes = boxesOf(widgets);
  return {
    name: dashboard.name,
    widgets: widgets.map((widget, index) => {
      const properties = propertiesOf(widget);
      const type = typeof widget.type === 'string' ? widget.type : 'unknown';
      const series = type === 'metric' ? widgetSeries(properties, reader, { startMs, endMs }, alarms) : [];
      return { type, ...boxes[index]!, properties, series };
    }),
  };
}

export type { SeriesReader } from './widget-series';
