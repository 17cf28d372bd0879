import { h, textOf } from '../element';
import { markdownView } from '../markdown-view';
import type { WidgetView } from './widget-context';

/** Markdown that somebody wrote into a dashboard, sanitised. */
export const textWidget: WidgetView = (widget) =>
  h('div', { class: 'markdown' }, markdownView(textOf(widget.properties.markdown) ?? ''));
