import type { SeriesRecord } from '../../../run-record';
import { axisOf } from '../chart/annotation';
import { valueAt } from '../chart/chart-data';
import { h, svg } from '../element';
import { numberText } from '../number-text';
import type { WidgetContext, WidgetView } from './widget-context';

const LINE_WIDTH = 100;
const LINE_HEIGHT = 24;

/** A small line without axes; a gap starts a new stroke. */
function sparkline(series: SeriesRecord, { record: { startMs, endMs } }: WidgetContext): SVGSVGElement {
  const highest = series.points.reduce((max, [, value]) => Math.max(max, value ?? 0), 0) || 1;
  let path = '';
  let pen = 'M';
  for (const [atMs, value] of series.points) {
    if (value === null) {
      pen = 'M';
      continue;
    }
    const x = ((atMs - startMs) / (endMs - startMs)) * LINE_WIDTH;
    path += `${pen}${x.toFixed(2)},${(LINE_HEIGHT - 1 - (Math.max(0, value) / highest) * (LINE_HEIGHT - 2)).toFixed(2)}`;
    pen = 'L';
  }
  return svg(
    'svg',
    {
      class: 'sparkline',
      viewBox: `0 0 ${LINE_WIDTH} ${LINE_HEIGHT}`,
      preserveAspectRatio: 'none',
      'aria-hidden': 'true',
    },
    svg('path', { d: path, fill: 'none', 'vector-effect': 'non-scaling-stroke' }),
  );
}

/** Numbers to read from across the room: each line's value at the cursor. */
export const singleValueView: WidgetView = (widget, context) => {
  const series = widget.series.filter(({ points }) => points.length > 0);
  const unit = axisOf(widget.properties, 'left').label;
  const numbers = series.map(() => h('span', { class: 'number' }));
  context.cursor.follow(({ shownMs }) => {
    series.forEach((line, index) => {
      numbers[index]!.textContent = numberText(valueAt(line, shownMs));
    });
  });
  return h(
    'div',
    { class: 'single-values' },
    ...series.map((line, index) =>
      h(
        'div',
        { class: 'single-value' },
        h('div', {}, numbers[index], unit === undefined ? undefined : h('span', { class: 'unit' }, unit)),
        h('div', { class: 'single-label', title: line.label }, line.label),
        widget.properties.sparkline === true ? sparkline(line, context) : undefined,
      ),
    ),
  );
};
