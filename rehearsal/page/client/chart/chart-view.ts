import uPlot from 'uplot';
import type { WidgetRecord } from '../../../run-record';
import { h } from '../element';
import type { WidgetContext } from '../widgets/widget-context';
import { axisOf } from './annotation';
import { chartData } from './chart-data';
import { type ChartPlan, chartOptions } from './chart-options';
import { onPaletteChange } from './palette';

/** Moves the line that marks the cursor, and lets the pointer move the cursor. */
function connectCursor(u: uPlot, playhead: HTMLElement, { cursor }: WidgetContext): void {
  u.over.append(playhead);
  const timeAt = (event: MouseEvent): number => u.posToVal(event.clientX - u.over.getBoundingClientRect().left, 'x');
  u.over.addEventListener('pointermove', (event) => {
    if (event.pointerType === 'mouse') cursor.hover(timeAt(event));
  });
  u.over.addEventListener('pointerleave', () => cursor.hover(undefined));
  u.over.addEventListener('click', (event) => cursor.set(timeAt(event)));
}

/** Makes the chart once its place has a size, and keeps it as large as that place. */
function drawIn(place: HTMLElement, plan: ChartPlan, context: WidgetContext): void {
  const playhead = h('div', { class: 'playhead' });
  let chart: uPlot | undefined;
  const movePlayhead = (): void => {
    if (chart === undefined) return;
    const x = chart.valToPos(context.cursor.position.shownMs, 'x');
    playhead.style.transform = `translateX(${Math.round(x)}px)`;
  };
  new ResizeObserver(([entry]) => {
    const { width, height } = entry!.contentRect;
    if (width < 40 || height < 40) return;
    const size = { width: Math.floor(width), height: Math.floor(height) };
    if (chart === undefined) {
      const columns = [plan.data.times, ...plan.data.lines] as uPlot.AlignedData;
      chart = new uPlot(chartOptions(plan, size.width, size.height, movePlayhead), columns, place);
      connectCursor(chart, playhead, context);
    } else {
      chart.setSize(size);
    }
  }).observe(place);
  context.cursor.follow(movePlayhead);
  onPaletteChange(() => chart?.redraw(false));
}

/** The lines of a metric widget over virtual time, with gaps where there is no datapoint. */
export function chartView(widget: WidgetRecord, context: WidgetContext): HTMLElement {
  const { properties } = widget;
  const series = widget.series.filter(({ points }) => points.length > 0);
  const stacked = properties.stacked === true;
  const { startMs, endMs } = context.record;
  const plan: ChartPlan = { properties, series, stacked, data: chartData(series, stacked), startMs, endMs };
  const hasData = plan.data.lines.some((line) => line.some((value) => typeof value === 'number'));
  const place = h('div', { class: 'chart-place' });
  drawIn(place, plan, context);
  const [left, right] = [axisOf(properties, 'left').label, axisOf(properties, 'right').label];
  const units = h('div', { class: 'chart-units' }, h('span', {}, left ?? ''), h('span', {}, right ?? ''));
  const names = series.map(({ label }) => label).join(', ');
  return h(
    'div',
    { class: 'chart', role: 'img', 'aria-label': `Chart of ${names === '' ? 'nothing' : names}` },
    left === undefined && right === undefined ? undefined : units,
    h(
      'div',
      { class: 'chart-frame' },
      place,
      hasData ? undefined : h('p', { class: 'no-data' }, 'No data in this run'),
    ),
  );
}
