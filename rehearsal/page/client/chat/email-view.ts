import type { EmailPost } from '../../../run-record';
import type { Cursor } from '../cursor';
import { h } from '../element';
import { minuteTime } from '../virtual-time';

/** The e-mails of a run, each folded to its subject. */
export function emailView(emails: readonly EmailPost[], cursor: Cursor): HTMLElement | undefined {
  if (emails.length === 0) return undefined;
  const items = emails.map(({ atMs, to, subject, text }) =>
    h(
      'details',
      { class: 'email' },
      h(
        'summary',
        {},
        h('time', { datetime: new Date(atMs).toISOString() }, minuteTime(atMs)),
        h('span', { class: 'email-subject' }, subject),
        h('span', { class: 'email-to' }, `to ${to}`),
      ),
      h('pre', {}, text),
    ),
  );
  cursor.follow(({ atMs }) => {
    items.forEach((item, index) => {
      item.classList.toggle('later', emails[index]!.atMs > atMs);
    });
  });
  return h(
    'section',
    { class: 'panel emails', 'aria-labelledby': 'email-title' },
    h('div', { class: 'panel-head' }, h('h2', { id: 'email-title' }, 'E-mail')),
    ...items,
  );
}
