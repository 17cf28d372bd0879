import type { EmailPost } from '../../../run-record';
import type { Cursor } from '../cursor';
import { h } from '../element';
import { counted } from '../number-text';
import { minuteTime } from '../virtual-time';

/** More than these would leave the chat beside the dashboards no room. */
const MOST_UNFOLDED = 3;

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
    'details',
    { class: 'panel emails', open: emails.length <= MOST_UNFOLDED },
    h(
      'summary',
      { class: 'panel-head' },
      h('h2', { id: 'email-title' }, 'E-mail'),
      h('span', { class: 'panel-note' }, counted(emails.length, 'message')),
    ),
    h('div', { class: 'email-list' }, ...items),
  );
}
