import type { RunRecord } from '../../run-record';
import { h } from './element';
import { counted } from './number-text';
import { runSummary } from './run-summary';
import { duration, timeSpan } from './virtual-time';

type Tone = 'alarm' | 'ok' | 'plain' | 'warn';

function verdict(count: number, text: string, tone: Tone, href?: string): HTMLElement {
  const inner = [h('strong', {}, String(count)), h('span', {}, text)];
  const content = href === undefined ? h('div', {}, ...inner) : h('a', { href }, ...inner);
  return h('li', { class: 'verdict', 'data-tone': count === 0 && tone !== 'ok' ? 'plain' : tone }, content);
}

/** What was rehearsed, and in one line how it went. */
export function pageHeader(record: RunRecord): HTMLElement {
  const { fired, resolved, messages, emails, notRehearsed } = runSummary(record);
  const open = fired - resolved;
  return h(
    'header',
    { class: 'page-header' },
    h(
      'div',
      { class: 'page-title' },
      h('p', { class: 'eyebrow' }, 'Rehearsal', h('span', {}, record.stackName)),
      h('h1', {}, record.title),
      h(
        'p',
        { class: 'when' },
        timeSpan(record.startMs, record.endMs),
        h('span', {}, `${duration(record.endMs - record.startMs)} of virtual time`),
      ),
    ),
    h(
      'ul',
      { class: 'verdicts', 'aria-label': 'Outcome' },
      verdict(fired, fired === 1 ? 'alarm fired' : 'alarms fired', 'alarm'),
      open === 0
        ? verdict(resolved, 'resolved', fired === 0 ? 'plain' : 'ok')
        : verdict(open, `still in alarm, ${resolved} resolved`, 'alarm'),
      verdict(messages, messages === 1 ? 'message posted' : 'messages posted', 'plain', '#chat-title'),
      emails === 0
        ? undefined
        : verdict(emails, emails === 1 ? 'e-mail sent' : 'e-mails sent', 'plain', '#email-title'),
      verdict(notRehearsed, 'not rehearsed', 'warn', '#not-rehearsed'),
    ),
    h('p', { class: 'visually-hidden' }, `${counted(record.alarms.length, 'alarm')} in the stack.`),
  );
}
