import type { Alert } from '../../alert';
import { severityOfBreach } from '../../wording/explanation';
import { duration } from '../../wording/quantity';
import { titleOf } from '../../wording/title';
import type { ThreadContext } from '../channel';
import { mrkdwn, plain } from './text';

/** Room for the words around the title; the rest of the limit is the title's. */
interface Parts {
  readonly before: string;
  readonly title: string;
  readonly after: string;
}

/** The headline for a `plain_text` header: what is broken and how bad it is. */
export function headline(alert: Alert, thread: ThreadContext | undefined, limit: number): string {
  const { before, title, after } = partsOf(alert, thread);
  return `${before}${plain(title, limit - before.length - after.length)}${after}`;
}

/** The same for the notification on a telephone, which is mrkdwn and has room for more. */
export function notification(alert: Alert, thread: ThreadContext | undefined, limit: number): string {
  const { before, title, after } = partsOf(alert, thread);
  return `${before}${mrkdwn(title, limit - before.length - after.length)}${after}`;
}

/** The headline of a first message once the alarm is OK again. */
export function resolvedHeadline(ok: Alert, thread: ThreadContext, limit: number): string {
  const before = `🟢 ${resolution(ok, thread)} · `;
  return `${before}${plain(titleOf(thread.first), limit - before.length)}`;
}

function partsOf(alert: Alert, thread: ThreadContext | undefined): Parts {
  const title = titleOf(alert);
  const severity = alert.severity.toUpperCase();
  // Our own `>` in a text object is escaped as anybody's.
  const breach = severityOfBreach(alert)?.replace('>', '&gt;').replace('<', '&lt;');
  const after = breach === undefined ? '' : ` · ${breach}`;
  switch (alert.state) {
    case 'ALARM':
      if (thread?.role === 'late') return { before: `⚪ LATE ${severity}, over by now · `, title, after };
      if (thread?.role === 'again') {
        return { before: `🔴 ${severity} again, ${ordinal(thread.occurrences)} time · `, title, after };
      }
      return { before: `🔴 ${severity} · `, title, after };
    case 'OK':
      if (thread?.role === 'late') return { before: '⚪ LATE: was OK for a while · ', title, after: '' };
      return {
        before: thread?.role === 'resolved' ? `🟢 ${resolution(alert, thread)} · ` : '🟢 OK · ',
        title,
        after: '',
      };
    case 'INSUFFICIENT_DATA':
      return { before: `⚪ ${severity}: NO DATA · `, title, after: '' };
    default:
      return { before: `${alert.kind === 'event' ? '🔴' : '🔵'} ${severity} · `, title, after: '' };
  }
}

function resolution(ok: Alert, thread: ThreadContext): string {
  const sinceMs = thread.first.changedAtMs;
  const after =
    sinceMs === undefined || ok.changedAtMs === undefined ? '' : ` after ${duration(ok.changedAtMs - sinceMs)}`;
  return `Resolved${after}${thread.occurrences > 1 ? `, fired ${thread.occurrences} times` : ''}`;
}

function ordinal(count: number): string {
  const teen = count % 100 >= 11 && count % 100 <= 13;
  const ending = teen ? 'th' : (['th', 'st', 'nd', 'rd'][count % 10] ?? 'th');
  return `${count}${ending}`;
}
