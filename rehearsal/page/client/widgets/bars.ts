import { valueAt } from '../chart/chart-data';
import { swatch } from '../chart/legend';
import { seriesColor } from '../chart/palette';
import { h } from '../element';
import { numberText } from '../number-text';
import type { WidgetView } from './widget-context';

/** One bar a line, as long as its share of the largest value at the cursor. Pies are drawn so, too. */
export const barsView: WidgetView = (widget, { cursor }) => {
  const series = widget.series.filter(({ points }) => points.length > 0);
  const rows = series.map((line, index) => {
    const bar = h('div', { class: 'bar' });
    bar.style.setProperty('--swatch', seriesColor(line.color, index));
    return { bar, value: h('span', { class: 'legend-value' }) };
  });
  cursor.follow(({ shownMs }) => {
    const values = series.map((line) => valueAt(line, shownMs));
    const largest = values.reduce<number>((max, value) => Math.max(max, value ?? 0), 0);
    rows.forEach(({ bar, value }, index) => {
      const share = largest > 0 ? Math.max(0, values[index] ?? 0) / largest : 0;
      bar.style.width = `${(share * 100).toFixed(1)}%`;
      value.textContent = numberText(values[index]);
    });
  });
  return h(
    'ul',
    { class: 'bars' },
    ...series.map((line, index) =>
      h(
        'li',
        {},
        h(
          'div',
          { class: 'bar-head' },
          swatch(line, index),
          h('span', { class: 'legend-label' }, line.label),
          rows[index]!.value,
        ),
        h('div', { class: 'bar-track' }, rows[index]!.bar),
      ),
    ),
  );
};
