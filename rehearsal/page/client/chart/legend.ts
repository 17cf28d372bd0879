import type { SeriesRecord } from '../../../run-record';
import { h } from '../element';
import { numberText } from '../number-text';
import type { WidgetContext } from '../widgets/widget-context';
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

/** The names of the lines with their values at the cursor. */
export function legendView(series: readonly SeriesRecord[], { cursor }: WidgetContext): HTMLElement {
  const values = series.map(() => h('span', { class: 'legend-value' }));
  cursor.follow(({ shownMs }) => {
    series.forEach((line, index) => {
      values[index]!.textContent = numberText(valueAt(line, shownMs));
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
