import type { SeriesRecord, WidgetRecord } from '../../../run-record';
import { h } from '../element';
import { numberText } from '../number-text';
import type { WidgetContext } from '../widgets/widget-context';
import { axisOf } from './annotation';
import { valueAt } from './chart-data';
import { onPaletteChange, seriesColor } from './palette';

/** A patch in the colour of a line, which follows the reader's scheme. */
export function swatch(series: SeriesRecord, index: number): HTMLElement {
  const patch = h('span', { class: 'swatch', 'aria-hidden': 'true' });
  const paint = (): void => patch.style.setProperty('--swatch', seriesColor(series.color, index));
  paint();
  onPaletteChange(paint);
  return patch;
}

/** The names of the lines with their values at the cursor, and with their units where the chart has two axes. */
export function legendView({ series: all, properties }: WidgetRecord, { cursor }: WidgetContext): HTMLElement {
  const series = all.filter(({ points }) => points.length > 0);
  const twoAxes = new Set(series.map(({ yAxis }) => yAxis)).size > 1;
  const unitOf = ({ yAxis }: SeriesRecord): string => (twoAxes ? (axisOf(properties, yAxis).label ?? '') : '');
  const values = series.map(() => h('span', { class: 'legend-value' }));
  cursor.follow(({ shownMs }) => {
    series.forEach((line, index) => {
      const value = valueAt(line, shownMs);
      values[index]!.textContent = `${numberText(value)} ${value === null ? '' : unitOf(line)}`.trimEnd();
    });
  });
  return h(
    'ul',
    { class: 'legend' },
    ...series.map((line, index) =>
      h(
        'li',
        { title: line.label },
        swatch(line, index),
        h('span', { class: 'legend-label' }, line.label),
        values[index],
      ),
    ),
  );
}
