import { chartView } from '../chart/chart-view';
import { legendView } from '../chart/legend';
import { h, listOf, membersOf, textOf } from '../element';
import { stateTrack } from '../timeline/state-track';
import { barsView } from './bars';
import { gaugeView } from './gauge';
import { singleValueView } from './single-value';
import { tableView } from './table';
import type { WidgetView } from './widget-context';

const timeSeriesView: WidgetView = (widget, context) => {
  const hasLines = widget.series.some(({ points }) => points.length > 0);
  const arns = listOf(membersOf(widget.properties.annotations).alarms);
  const alarms = context.record.alarms.filter(({ arn }) => arns.includes(arn));
  const hidden = membersOf(widget.properties.legend).position === 'hidden';
  return h(
    'div',
    { class: 'time-series' },
    chartView(widget, context),
    ...alarms.map((alarm) => h('div', { class: 'chart-states' }, stateTrack(alarm, context.record))),
    hidden || !hasLines ? undefined : legendView(widget, context),
  );
};

const VIEWS: Readonly<Record<string, WidgetView>> = {
  timeSeries: timeSeriesView,
  singleValue: singleValueView,
  gauge: gaugeView,
  table: tableView,
  bar: barsView,
  pie: barsView,
};

/** A metric widget in the view that its body asks for, and below it the lines that could not be computed. */
export const metricWidget: WidgetView = (widget, context) => {
  const name = textOf(widget.properties.view) ?? 'timeSeries';
  const view = Object.hasOwn(VIEWS, name) ? VIEWS[name] : undefined;
  const missing = widget.series.filter(({ points }) => points.length === 0);
  const nothingLeft = missing.length > 0 && missing.length === widget.series.length;
  return h(
    'div',
    { class: 'metric-widget' },
    nothingLeft ? undefined : (view ?? timeSeriesView)(widget, context),
    view === undefined ? h('p', { class: 'note' }, `view "${name}" is drawn as lines`) : undefined,
    ...missing.map(({ label }) => h('p', { class: 'note' }, label)),
  );
};
