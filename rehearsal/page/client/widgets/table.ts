import { statistics, valueAt } from '../chart/chart-data';
import { swatch } from '../chart/legend';
import { h } from '../element';
import { numberText } from '../number-text';
import type { WidgetView } from './widget-context';

/** One row a line: its value at the cursor, and its smallest, largest and mean value in the run. */
export const tableView: WidgetView = (widget, { cursor }) => {
  const series = widget.series.filter(({ points }) => points.length > 0);
  const now = series.map(() => h('td'));
  cursor.follow(({ shownMs }) => {
    series.forEach((line, index) => {
      now[index]!.textContent = numberText(valueAt(line, shownMs));
    });
  });
  const rows = series.map((line, index) => {
    const { min, max, mean } = statistics(line);
    const cells = [min, max, mean].map((value) => h('td', {}, numberText(value)));
    return h(
      'tr',
      {},
      h('th', { scope: 'row', title: line.label }, swatch(line, index), line.label),
      now[index],
      ...cells,
    );
  });
  const heads = ['now', 'min', 'max', 'mean'].map((text) => h('th', { scope: 'col' }, text));
  return h(
    'div',
    { class: 'table-frame', tabindex: 0 },
    h('table', {}, h('thead', {}, h('tr', {}, h('td'), ...heads)), h('tbody', {}, ...rows)),
  );
};
