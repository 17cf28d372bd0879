import type { WidgetRecord } from '../../../run-record';
import { h, textOf } from '../element';
import { clockTime } from '../virtual-time';
import { alarmWidget } from './alarm-widget';
import { metricWidget } from './metric-widget';
import { placeholder } from './placeholder';
import { textWidget } from './text-widget';
import type { WidgetContext, WidgetView } from './widget-context';

const VIEWS: Readonly<Record<string, WidgetView>> = { metric: metricWidget, alarm: alarmWidget, text: textWidget };

/** The instant that a chart shows, in its own corner while the pointer is on it. */
function hoverTime({ cursor }: WidgetContext): HTMLElement {
  const time = h('span', { class: 'hover-time', 'aria-hidden': 'true' });
  cursor.follow(({ shownMs }) => {
    time.textContent = clockTime(Math.floor(shownMs / 1000) * 1000);
  });
  return time;
}

/** A widget in its card, with its title. */
export function widgetCard(widget: WidgetRecord, context: WidgetContext): HTMLElement {
  const view = Object.hasOwn(VIEWS, widget.type) ? VIEWS[widget.type]! : placeholder;
  const title = textOf(widget.properties.title);
  const isChart = widget.type === 'metric' && (textOf(widget.properties.view) ?? 'timeSeries') === 'timeSeries';
  const isBare = widget.type === 'text' && (widget.height <= 2 || widget.properties.background === 'transparent');
  const head =
    title === undefined && !isChart
      ? undefined
      : h('div', { class: 'widget-head' }, h('h3', { title }, title ?? ''), isChart ? hoverTime(context) : undefined);
  return h(
    'article',
    { class: isBare ? 'widget bare' : 'widget', 'data-type': widget.type },
    head,
    view(widget, context),
  );
}
