import type { ChatPost } from '../../../run-record';
import { h, listOf, membersOf, outsideLink, textOf } from '../element';
import { blockView } from './block-view';
import { mrkdwnView } from './mrkdwn-view';

const NAMED_COLORS = new Set(['good', 'warning', 'danger']);

function barOf(color: unknown): { className: string; color?: string } {
  const text = textOf(color);
  if (text !== undefined && NAMED_COLORS.has(text)) return { className: `attachment attachment-${text}` };
  const hex = text === undefined ? undefined : /^#?([0-9a-f]{6})$/i.exec(text)?.[1];
  return { className: 'attachment', color: hex && `#${hex}` };
}

function paragraph(className: string, text: unknown): HTMLElement | undefined {
  const source = textOf(text);
  return source === undefined ? undefined : h('div', { class: className }, ...mrkdwnView(source));
}

function attachmentView(value: unknown): HTMLElement {
  const attachment = membersOf(value);
  const blocks = listOf(attachment.blocks);
  const title = textOf(attachment.title);
  const fields = listOf(attachment.fields).map((item) => {
    const field = membersOf(item);
    return h(
      'div',
      { class: field.short === true ? 'field' : 'field field-long' },
      h('strong', {}, textOf(field.title) ?? ''),
      h('div', {}, ...mrkdwnView(textOf(field.value) ?? '')),
    );
  });
  const nothingElse = blocks.length === 0 && title === undefined && textOf(attachment.text) === undefined;
  const bar = barOf(attachment.color);
  const view = h(
    'div',
    { class: bar.className },
    title === undefined
      ? undefined
      : h('div', { class: 'attachment-title' }, outsideLink(textOf(attachment.title_link) ?? '', 'link', title)),
    paragraph('block-text', attachment.text),
    ...blocks.map(blockView),
    fields.length === 0 ? undefined : h('div', { class: 'fields' }, ...fields),
    nothingElse && fields.length === 0 ? paragraph('block-text', attachment.fallback) : undefined,
    paragraph('block-context', attachment.footer),
  );
  // The colour is the sender's: set through the object model, where nothing but a colour can come of it.
  if (bar.color !== undefined) view.style.setProperty('--bar', bar.color);
  return h('div', {}, paragraph('block-text', attachment.pretext), view);
}

/** What a message shows. A body that is not Slack's is shown as its text, or as it was sent. */
export function bodyView(vendor: string, body: ChatPost['body']): HTMLElement {
  const blocks = listOf(body.blocks);
  const attachments = listOf(body.attachments);
  const text = textOf(body.text) ?? textOf(body.content);
  const container = h('div', { class: 'message-body' });
  if (vendor !== 'slack' && (text === undefined || blocks.length > 0)) {
    container.append(h('pre', {}, JSON.stringify(body, undefined, 2)));
    return container;
  }
  // As in Slack: beside blocks, `text` is only what a notification reads out.
  if (blocks.length === 0 && text !== undefined)
    container.append(h('div', { class: 'block-text' }, ...mrkdwnView(text)));
  container.append(...blocks.map(blockView), ...attachments.map(attachmentView));
  if (container.childElementCount === 0) container.append(h('div', { class: 'note' }, 'an empty message'));
  return container;
}
