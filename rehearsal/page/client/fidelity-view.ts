import type { RunRecord } from '../../run-record';
import { h } from './element';
import { notRehearsedOf } from './run-summary';

/** What this run does not tell: what was left out, and what it had to assume. */
export function fidelityView(record: RunRecord): HTMLElement {
  const missing = notRehearsedOf(record);
  const rows = missing.map(({ where, what }) => h('li', {}, h('code', {}, where), h('span', {}, what)));
  const rules = record.inferredRules.map((rule) => h('li', {}, rule));
  return h(
    'footer',
    { class: 'fidelity' },
    h(
      'section',
      { class: 'panel' },
      h('h2', { id: 'not-rehearsed' }, 'Not rehearsed'),
      h(
        'p',
        { class: 'lead' },
        missing.length === 0
          ? 'Everything in the template took part in this run.'
          : 'These parts of the stack took no part in this run, so this page says nothing about them.',
      ),
      rows.length === 0 ? undefined : h('ul', { class: 'missing' }, ...rows),
    ),
    h(
      'section',
      { class: 'panel' },
      h('h2', {}, 'Inferred rules'),
      h(
        'p',
        { class: 'lead' },
        rules.length === 0
          ? 'This run relied on documented behaviour only.'
          : 'AWS does not document these, so the run assumed them. A real account may differ here.',
      ),
      rules.length === 0 ? undefined : h('ul', { class: 'rules' }, ...rules),
    ),
  );
}
