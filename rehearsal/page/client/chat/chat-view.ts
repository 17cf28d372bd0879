import type { RunRecord } from '../../../run-record';
import type { Cursor } from '../cursor';
import { h, textOf } from '../element';
import { counted } from '../number-text';
import { minuteTime } from '../virtual-time';
import { bodyView } from './body-view';
import { type ChatMessage, chatThreads } from './chat-thread';

interface MessageView {
  readonly element: HTMLElement;
  readonly atMs: number;
  readonly show: (atMs: number) => void;
}

/** A channel by its name; a webhook is known by an address only, which says nothing to a reader. */
function channelName(channel: string): string {
  if (channel.includes('/')) return 'incoming webhook';
  return channel.startsWith('#') ? channel : `#${channel}`;
}

function vendorName(vendor: string): string {
  return vendor.charAt(0).toUpperCase() + vendor.slice(1);
}

/** One message; `show` puts the version that was current at an instant into it. */
function messageView(message: ChatMessage, all: MessageView[]): HTMLElement {
  const body = h('div');
  const edited = h('span', { class: 'edited' });
  const author = textOf(message.versions[0]?.body.username) ?? 'Alerts';
  const element = h(
    'article',
    { class: 'message' },
    h('div', { class: 'avatar', 'aria-hidden': 'true' }, author.charAt(0).toUpperCase()),
    h(
      'div',
      { class: 'message-main' },
      h(
        'div',
        { class: 'message-head' },
        h('strong', {}, author),
        h('span', { class: 'app-badge' }, 'APP'),
        h('time', { datetime: new Date(message.atMs).toISOString() }, minuteTime(message.atMs)),
        edited,
      ),
      message.note === undefined ? undefined : h('div', { class: 'note' }, message.note),
      body,
    ),
  );
  let shown = -1;
  const show = (atMs: number): void => {
    element.classList.toggle('later', message.atMs > atMs);
    const version = Math.max(
      0,
      message.versions.findLastIndex((candidate) => candidate.atMs <= atMs),
    );
    if (version === shown) return;
    shown = version;
    const { atMs: versionMs, body: posted } = message.versions[version]!;
    body.replaceChildren(bodyView(message.vendor, posted));
    edited.textContent = version === 0 ? '' : `(edited ${minuteTime(versionMs)})`;
  };
  all.push({ element, atMs: message.atMs, show });
  return element;
}

function threadView(message: ChatMessage, withChannel: boolean, all: MessageView[]): HTMLElement {
  const root = messageView(message, all);
  if (withChannel) {
    const channel = h('span', { class: 'message-channel' }, channelName(message.channel));
    root.querySelector('.message-head')?.append(channel);
  }
  if (message.replies.length === 0) return h('li', { class: 'thread' }, root);
  const replies = message.replies.map((reply) => messageView(reply, all));
  return h(
    'li',
    { class: 'thread' },
    root,
    h(
      'div',
      { class: 'replies' },
      h('div', { class: 'reply-count' }, counted(replies.length, 'reply', 'replies')),
      ...replies,
    ),
  );
}

/** Scrolls the list, and only the list: the page itself stays where the reader put it. */
function bringIntoView(list: HTMLElement, element: HTMLElement): void {
  if (list.scrollHeight <= list.clientHeight) return;
  const offset = element.getBoundingClientRect().top - list.getBoundingClientRect().top;
  const inside = offset >= 0 && offset + Math.min(element.offsetHeight, list.clientHeight) <= list.clientHeight;
  if (!inside) list.scrollTop += offset - 16;
}

function channelFilter(channels: readonly string[], onChoose: (channel: string | undefined) => void): HTMLElement {
  const choices: (string | undefined)[] = [undefined, ...channels];
  const buttons = choices.map((channel) => {
    const button = h(
      'button',
      { type: 'button', class: 'tab', 'aria-pressed': String(channel === undefined) },
      channel === undefined ? 'All' : channelName(channel),
    );
    button.addEventListener('click', () => {
      for (const other of buttons) other.setAttribute('aria-pressed', String(other === button));
      onChoose(channel);
    });
    return button;
  });
  return h('div', { class: 'tabs', role: 'group', 'aria-label': 'Channel' }, ...buttons);
}

/** The chat as it was posted, standing at the cursor. */
export function chatView(record: RunRecord, cursor: Cursor): HTMLElement {
  const threads = chatThreads(record.posts);
  const channels = [...new Set(threads.map(({ channel }) => channel))];
  const vendors = [...new Set(threads.map(({ vendor }) => vendorName(vendor)))].join(', ');
  const messages: MessageView[] = [];
  const items = threads.map((thread) => threadView(thread, channels.length > 1, messages));
  const list = h('ol', { class: 'messages', tabindex: 0, 'aria-label': 'Messages' }, ...items);
  const onlyChannel = channels.length === 1 ? channelName(channels[0]!) : 'Chat';
  const filter = channelFilter(channels, (channel) => {
    items.forEach((item, index) => {
      item.hidden = channel !== undefined && threads[index]!.channel !== channel;
    });
  });

  let settled = false;
  cursor.follow(({ atMs }) => {
    for (const message of messages) message.show(atMs);
    const current = messages.filter((message) => message.atMs <= atMs).sort((a, b) => b.atMs - a.atMs)[0];
    for (const message of messages) message.element.classList.toggle('current', settled && message === current);
    if (settled && current !== undefined) bringIntoView(list, current.element);
    settled = true;
  });

  return h(
    'section',
    { class: 'panel chat', 'aria-labelledby': 'chat-title' },
    h(
      'div',
      { class: 'panel-head' },
      h('h2', { id: 'chat-title' }, onlyChannel),
      h('span', { class: 'panel-note' }, vendors === '' ? '' : `as ${vendors} received it`),
    ),
    channels.length > 1 ? filter : undefined,
    items.length === 0 ? h('p', { class: 'empty' }, 'No message was posted in this run.') : list,
  );
}
