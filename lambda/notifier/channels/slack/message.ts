import type { AlarmState, Alert } from '../../alert';
import { explanationOf, resourceOf } from '../../wording/explanation';
import type { Link } from '../../wording/links';
import { adviceOf } from '../../wording/title';
import type { SendContext, ThreadContext } from '../channel';
import { headline, notification, resolvedHeadline } from './headline';
import {
  ADVICE_LENGTH,
  CHILD_LENGTH,
  CHILDREN,
  EXPLANATION_LENGTH,
  LINE_LENGTH,
  LINKS_LENGTH,
  MAX_HEADER_LENGTH,
} from './limits';
import { mrkdwn, mrkdwnLines } from './text';

/** One block of Block Kit; only the types that we use. */
export type Block =
  | { readonly type: 'header'; readonly text: { readonly type: 'plain_text'; readonly text: string } }
  | { readonly type: 'section'; readonly text: Mrkdwn }
  | { readonly type: 'section'; readonly fields: readonly Mrkdwn[] }
  | { readonly type: 'context'; readonly elements: readonly Mrkdwn[] };

/** `verbatim`: Slack must not look for links, channels or people in it by itself. */
interface Mrkdwn {
  readonly type: 'mrkdwn';
  readonly text: string;
  readonly verbatim: true;
}

/** The content of a message, the same for the Web API and for webhooks. */
export interface SlackMessage {
  /** What a notification shows; the message itself shows the blocks. */
  readonly text: string;
  readonly blocks: readonly Block[];
  /** Only an attachment has a coloured bar. */
  readonly attachments: readonly {
    readonly color: string;
    readonly fallback: string;
    readonly blocks: readonly Block[];
  }[];
  readonly unfurl_links: false;
  readonly unfurl_media: false;
}

const COLOURS: Readonly<Record<AlarmState, string>> = { ALARM: '#d13212', OK: '#1d8102', INSUFFICIENT_DATA: '#879596' };
const MESSAGE_COLOUR = '#0073bb';

type View = Pick<SendContext, 'thread' | 'links' | 'serviceName'>;

/** A message about an alert, first or in its thread. */
export function messageOf(alert: Alert, view: View): SlackMessage {
  const why = [explanation(alert), children(alert)];
  const from = origin(alert, view.serviceName);
  const details =
    alert.state === 'OK' ? [...why, from] : [...why, facts(alert), advice(alert), links(view.links), from];
  const header = headline(alert, view.thread, MAX_HEADER_LENGTH);
  return assemble(notification(alert, view.thread, LINE_LENGTH), header, colourOf(alert, view.thread), details);
}

/** What the first message becomes when its alarm is OK: it still says what was wrong, under a green headline. */
export function resolvedMessageOf(ok: Alert, view: View & { readonly thread: ThreadContext }): SlackMessage {
  const first = messageOf(view.thread.first, { links: view.links, serviceName: view.serviceName });
  const header = resolvedHeadline(ok, view.thread, MAX_HEADER_LENGTH);
  return assemble(header, header, COLOURS.OK, first.attachments[0]?.blocks ?? []);
}

function assemble(text: string, header: string, color: string, details: readonly (Block | undefined)[]): SlackMessage {
  return {
    text,
    blocks: [{ type: 'header', text: { type: 'plain_text', text: header } }],
    attachments: [{ color, fallback: text, blocks: details.filter((block) => block !== undefined) }],
    unfurl_links: false,
    unfurl_media: false,
  };
}

function colourOf({ kind, state }: Alert, thread: ThreadContext | undefined): string {
  if (state === undefined) return kind === 'event' ? COLOURS.ALARM : MESSAGE_COLOUR;
  return COLOURS[thread?.role === 'late' ? 'INSUFFICIENT_DATA' : state];
}

function explanation(alert: Alert): Block | undefined {
  const words = explanationOf(alert);
  const late = alert.afterMuteWindow ? ' Its mute window has just ended.' : '';
  const text = `${mrkdwnLines(words ?? '', EXPLANATION_LENGTH)}${late}`.trim();
  return text === '' ? undefined : section(text);
}

function children(alert: Alert): Block | undefined {
  if (alert.children.length === 0) return undefined;
  const lines = alert.children.slice(0, CHILDREN).map(({ name, state, changedAtMs }) => {
    const since = changedAtMs === undefined ? '' : ` since ${when(changedAtMs)}`;
    return `• ${mrkdwn(name, CHILD_LENGTH)}${state === undefined ? '' : ` is in ${mrkdwn(state, 20)}${since}`}`;
  });
  const more = alert.children.length - CHILDREN;
  return section([...lines, ...(more > 0 ? [`…and ${more} more`] : [])].join('\n'));
}

function facts(alert: Alert): Block | undefined {
  if (alert.kind === 'message') return undefined;
  const resource = resourceOf(alert);
  const fields = [
    ...(resource === undefined ? [] : [field('Resource', mrkdwn(resource, LINE_LENGTH))]),
    ...(alert.changedAtMs === undefined
      ? []
      : [field(alert.kind === 'event' ? 'When' : 'Since', when(alert.changedAtMs))]),
    field('Alarm', mrkdwn(alert.name, LINE_LENGTH)),
  ];
  return { type: 'section', fields };
}

function advice(alert: Alert): Block | undefined {
  const words = adviceOf(alert);
  return words === undefined ? undefined : section(mrkdwnLines(words, ADVICE_LENGTH));
}

/** Text links, not buttons: a button with a URL shows a warning in apps that have no interactivity endpoint. */
function links(all: readonly Link[]): Block | undefined {
  const texts = all.map(({ label, url }) => `<${url.replaceAll('&', '&amp;')}|${label}>`);
  // A name of hostile length may cost its link, never the message.
  const fitting = texts.filter((_, index) => texts.slice(0, index + 1).join(' · ').length <= LINKS_LENGTH);
  return fitting.length === 0 ? undefined : section(fitting.join(' · '));
}

function origin({ region, account }: Alert, serviceName: string): Block {
  const parts = [serviceName, region, account].filter((part) => part !== undefined && part !== '');
  return {
    type: 'context',
    elements: [{ type: 'mrkdwn', text: mrkdwn(parts.join(' · '), LINE_LENGTH), verbatim: true }],
  };
}

/** In the reader's own time zone; the text after the bar is for clients that cannot. */
function when(timeMs: number): string {
  const utc = `${new Date(timeMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return timeMs <= 0 ? utc : `<!date^${Math.floor(timeMs / 1000)}^{date_short_pretty} {time}|${utc}>`;
}

function section(text: string): Block {
  return { type: 'section', text: { type: 'mrkdwn', text, verbatim: true } };
}

function field(label: string, text: string): Mrkdwn {
  return { type: 'mrkdwn', text: `*${label}*\n${text}`, verbatim: true };
}
