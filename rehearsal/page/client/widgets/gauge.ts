import { axisOf, horizontalAnnotations } from '../chart/annotation';
import { valueAt } from '../chart/chart-data';
import { seriesColor } from '../chart/palette';
import { h, svg } from '../element';
import { numberText } from '../number-text';
import type { WidgetView } from './widget-context';

const RADIUS = 42;

/** A point of the half circle; `share` runs from 0 on the left to 1 on the right. */
function point(share: number, radius: number): string {
  const angle = Math.PI * (1 - Math.min(1, Math.max(0, share)));
  return `${(50 + radius * Math.cos(angle)).toFixed(2)} ${(50 - radius * Math.sin(angle)).toFixed(2)}`;
}

function arc(from: number, to: number): string {
  return `M ${point(from, RADIUS)} A ${RADIUS} ${RADIUS} 0 0 1 ${point(to, RADIUS)}`;
}

/** Half a circle for each line, from the axis' minimum to its maximum, with the thresholds marked on it. */
export const gaugeView: WidgetView = (widget, { cursor }) => {
  const { min = 0, max = 100, label } = axisOf(widget.properties, 'left');
  const shareOf = (value: number): number => (max > min ? (value - min) / (max - min) : 0);
  const marks = horizontalAnnotations(widget.properties);
  const gauges = widget.series
    .filter(({ points }) => points.length > 0)
    .map((series, index) => {
      const filled = svg('path', { class: 'gauge-value', fill: 'none' });
      filled.style.stroke = seriesColor(series.color, index);
      const number = h('span', { class: 'number' });
      cursor.follow(({ shownMs }) => {
        const value = valueAt(series, shownMs);
        number.textContent = numberText(value);
        filled.setAttribute('d', value === null ? '' : arc(0, shareOf(value)));
      });
      const ticks = marks.map((mark) => {
        const share = shareOf(mark.value);
        const tick = svg('path', {
          class: 'gauge-mark',
          d: `M ${point(share, RADIUS - 6)} L ${point(share, RADIUS + 6)}`,
        });
        tick.append(svg('title', {}, `${mark.label ?? 'threshold'}: ${numberText(mark.value)}`));
        return tick;
      });
      return h(
        'div',
        { class: 'gauge' },
        svg(
          'svg',
          { viewBox: '0 0 100 56', 'aria-hidden': 'true' },
          svg('path', { class: 'gauge-track', d: arc(0, 1), fill: 'none' }),
          filled,
          ...ticks,
        ),
        h(
          'div',
          { class: 'gauge-number' },
          number,
          label === undefined ? undefined : h('span', { class: 'unit' }, label),
        ),
        h('div', { class: 'gauge-ends' }, h('span', {}, numberText(min)), h('span', {}, numberText(max))),
        h('div', { class: 'single-label', title: series.label }, series.label),
      );
    });
  return h('div', { class: 'single-values' }, ...gauges);
};
