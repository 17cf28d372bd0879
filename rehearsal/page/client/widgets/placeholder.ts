import { h, textOf } from '../element';
import type { WidgetView } from './widget-context';

/** Stands where a widget would be that the page cannot draw, and says what it is. */
export const placeholder: WidgetView = (widget) => {
  const query = textOf(widget.properties.query);
  return h(
    'div',
    { class: 'placeholder' },
    h('p', {}, h('strong', {}, 'not rehearsed: '), `a widget of type "${widget.type}"`),
    query === undefined ? undefined : h('pre', {}, query),
  );
};
