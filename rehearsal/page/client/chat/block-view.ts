import { h, listOf, membersOf, outsideLink, textOf } from '../element';
import { markdownView } from '../markdown-view';
import { mrkdwnView, plainText, plainWithEmoji } from './mrkdwn-view';

type Members = Readonly<Record<string, unknown>>;

/** A text object: `{ type: 'plain_text' | 'mrkdwn', text }`. */
function textObject(value: unknown): Node[] {
  const { type, text } = membersOf(value);
  const source = textOf(text) ?? '';
  return type === 'plain_text' ? plainWithEmoji(source) : mrkdwnView(source);
}

function image(block: Members): HTMLElement {
  return h('span', { class: 'image-stand-in' }, `image: ${textOf(block.alt_text) ?? textOf(block.title) ?? 'no text'}`);
}

function button(element: Members): HTMLElement {
  const style = element.style === 'primary' || element.style === 'danger' ? ` ${element.style}` : '';
  return outsideLink(textOf(element.url) ?? '', `button${style}`, ...textObject(element.text));
}

function actionElement(value: unknown): HTMLElement {
  const element = membersOf(value);
  if (element.type === 'button') return button(element);
  if (element.type === 'image') return image(element);
  return h('span', { class: 'button' }, textOf(membersOf(element.placeholder).text) ?? String(element.type));
}

/** The text of a `rich_text` block, whatever its nesting. */
function richText(value: unknown): string {
  const { type, text, url, elements } = membersOf(value);
  const own = textOf(text) ?? (type === 'link' ? textOf(url) : undefined) ?? '';
  const inner = listOf(elements).map(richText).join('');
  return `${own}${inner}${type === 'rich_text_section' || type === 'rich_text_preformatted' ? '\n' : ''}`;
}

function section(block: Members): HTMLElement {
  const fields = listOf(block.fields).map((field) => h('div', { class: 'field' }, ...textObject(field)));
  return h(
    'div',
    { class: 'block-section' },
    block.text === undefined ? undefined : h('div', { class: 'block-text' }, ...textObject(block.text)),
    fields.length === 0 ? undefined : h('div', { class: 'fields' }, ...fields),
    block.accessory === undefined ? undefined : h('div', { class: 'accessory' }, actionElement(block.accessory)),
  );
}

const BLOCKS: Readonly<Record<string, (block: Members) => HTMLElement>> = {
  header: ({ text }) => h('div', { class: 'block-header' }, ...textObject(text)),
  section,
  divider: () => h('hr'),
  image: (block) => h('div', {}, image(block)),
  actions: ({ elements }) => h('div', { class: 'block-actions' }, ...listOf(elements).map(actionElement)),
  context: ({ elements }) =>
    h(
      'div',
      { class: 'block-context' },
      ...listOf(elements).map((element) =>
        membersOf(element).type === 'image' ? image(membersOf(element)) : h('span', {}, ...textObject(element)),
      ),
    ),
  markdown: ({ text }) => h('div', { class: 'markdown' }, markdownView(textOf(text) ?? '')),
  rich_text: (block) => h('div', { class: 'block-text' }, ...plainText(richText(block).trimEnd())),
};

/** One block of Block Kit. A block that is not drawn says so. */
export function blockView(value: unknown): HTMLElement {
  const block = membersOf(value);
  const type = textOf(block.type) ?? 'unknown';
  const view = Object.hasOwn(BLOCKS, type) ? BLOCKS[type] : undefined;
  return view === undefined ? h('div', { class: 'note' }, `block "${type}" is not drawn here`) : view(block);
}
