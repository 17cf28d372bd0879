import { h } from './element';

/**
 * An alarm's name in two parts, so that a narrow place cuts the path that many names share and not the signal at its
 * end: `Orders/Fulfilment/` and `error-lines`. A name without a slash has only the second.
 */
export function alarmName(name: string): HTMLElement {
  const slash = name.lastIndexOf('/', name.length - 2) + 1;
  const path = name.slice(0, slash);
  return h(
    'span',
    { class: 'name' },
    path === '' ? undefined : h('span', { class: 'name-path' }, path),
    h('span', { class: 'name-signal' }, name.slice(slash)),
  );
}
