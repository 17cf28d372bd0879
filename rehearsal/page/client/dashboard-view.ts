import type { DashboardRecord, WidgetRecord } from '../../run-record';
import { h } from './element';
import { widgetCard } from './widgets/widget-card';
import type { WidgetContext } from './widgets/widget-context';

/** Widgets that may share a line where the page is narrow. */
function isSmall({ type, properties, width }: WidgetRecord): boolean {
  return type === 'metric' && (properties.view === 'singleValue' || properties.view === 'gauge') && width <= 8;
}

/** Which widgets stand two to a line on a phone: small ones, in pairs, so that none leaves a hole beside it. */
function paired(widgets: readonly WidgetRecord[]): Set<WidgetRecord> {
  const pairs = new Set<WidgetRecord>();
  for (let index = 0; index + 1 < widgets.length; index += 1) {
    const [first, second] = [widgets[index]!, widgets[index + 1]!];
    if (pairs.has(first) || !isSmall(first) || !isSmall(second)) continue;
    pairs.add(first).add(second);
  }
  return pairs;
}

/**
 * The heights of the grid's rows: CloudWatch's 50 pixels (with their gap) where something is drawn, as much as it takes
 * where there is only text or states. Rows grow rather than cut off what is in them.
 */
function rowHeights(widgets: readonly WidgetRecord[]): string {
  const rows = widgets.reduce((last, { y, height }) => Math.max(last, y + height), 0);
  return Array.from({ length: rows }, (_, row) => {
    const inRow = widgets.filter(({ y, height }) => y <= row && row < y + height);
    return inRow.every(({ type }) => type === 'text' || type === 'alarm') ? 'auto' : 'minmax(40px, auto)';
  }).join(' ');
}

/** A dashboard on CloudWatch's grid of 24 columns; on a narrow page its widgets follow each other. */
export function dashboardView(dashboard: DashboardRecord, context: WidgetContext): HTMLElement {
  const widgets = [...dashboard.widgets].sort((a, b) => a.y - b.y || a.x - b.x);
  const pairs = paired(widgets);
  const cards = widgets.map((widget) => {
    const card = widgetCard(widget, context);
    card.style.setProperty('--column', `${widget.x + 1} / span ${widget.width}`);
    card.style.setProperty('--row', `${widget.y + 1} / span ${widget.height}`);
    card.style.setProperty('--rows', String(widget.height));
    card.classList.toggle('wide', widget.width > 12);
    card.classList.toggle('paired', pairs.has(widget));
    return card;
  });
  const grid = h('div', { class: 'grid' }, ...cards);
  grid.style.setProperty('--grid-rows', rowHeights(widgets));
  return h(
    'section',
    { class: 'dashboard', 'aria-label': `Dashboard ${dashboard.name}` },
    h('div', { class: 'section-head' }, h('h2', {}, dashboard.name), h('span', {}, 'dashboard')),
    cards.length === 0 ? h('p', { class: 'empty' }, 'This dashboard has no widgets.') : grid,
  );
}
