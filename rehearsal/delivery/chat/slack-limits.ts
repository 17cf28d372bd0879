import { isRecord } from '../../../template/template-file';

const limits = {
  blocks: 50,
  attachments: 100,
  sectionText: 3000,
  sectionFields: 10,
  fieldText: 2000,
  headerText: 150,
  contextElements: 10,
  buttonText: 75,
  buttonValue: 2000,
  buttonUrl: 3000,
  altText: 2000,
  id: 255,
  markdownText: 12_000,
  /** Not documented: blocks of more text than this are refused as a whole. */
  wholeMessage: 13_200,
} as const;

type Json = Readonly<Record<string, unknown>>;

/** Slack's error for a message that it would refuse, or `undefined` when it would take it. */
export function slackRefusalOf(message: Json): string | undefined {
  const blocks = message.blocks === undefined ? [] : message.blocks;
  const attachments = message.attachments === undefined ? [] : message.attachments;
  if (!Array.isArray(blocks) || !Array.isArray(attachments)) return 'invalid_arguments';
  if (attachments.length > limits.attachments) return 'too_many_attachments';
  const attached = attachments.filter(isRecord).map((attachment) => attachment.blocks ?? []);
  const hasText = [message.text, ...attachments.filter(isRecord).flatMap((each) => [each.text, each.fallback])].some(
    Boolean,
  );
  if (!hasText && blocks.length === 0 && attached.flat().length === 0) return 'no_text';
  for (const list of [blocks, ...attached]) {
    if (!Array.isArray(list) || list.length > limits.blocks || !list.every(isValidBlock)) return 'invalid_blocks';
  }
  const total = textLength(blocks) + textLength(attached);
  return total > limits.wholeMessage ? 'msg_blocks_too_long' : undefined;
}

function isValidBlock(block: unknown): boolean {
  if (!isRecord(block) || typeof block.type !== 'string') return false;
  const elements = Array.isArray(block.elements) ? block.elements.filter(isRecord) : [];
  const fields = Array.isArray(block.fields) ? block.fields : [];
  switch (block.type) {
    case 'section':
      return (
        (block.text !== undefined || fields.length > 0) &&
        (block.text === undefined || fits(block.text, limits.sectionText)) &&
        fields.length <= limits.sectionFields &&
        fields.every((field) => fits(field, limits.fieldText)) &&
        (!isRecord(block.accessory) || isValidElement(block.accessory))
      );
    case 'header':
      return fits(block.text, limits.headerText);
    case 'context':
      return elements.length > 0 && elements.length <= limits.contextElements && elements.every(isValidElement);
    case 'markdown':
      return typeof block.text === 'string' && block.text.length <= limits.markdownText;
    default:
      return shorterThan(block.block_id, limits.id) && elements.every(isValidElement);
  }
}

function isValidElement(element: Json): boolean {
  if (element.type === 'mrkdwn' || element.type === 'plain_text') return fits(element, limits.sectionText);
  if (element.type === 'image') return shorterThan(element.alt_text, limits.altText);
  if (element.type !== 'button') return true;
  return (
    fits(element.text, limits.buttonText) &&
    shorterThan(element.value, limits.buttonValue) &&
    shorterThan(element.url, limits.buttonUrl) &&
    shorterThan(element.action_id, limits.id)
  );
}

/** A text object with 1 to `maximum` characters. */
function fits(text: unknown, maximum: number): boolean {
  return isRecord(text) && typeof text.text === 'string' && text.text.length > 0 && text.text.length <= maximum;
}

function shorterThan(value: unknown, maximum: number): boolean {
  return value === undefined || (typeof value === 'string' && value.length <= maximum);
}

/** Characters of everything that is shown as text. */
function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + textLength(each), 0);
  if (!isRecord(value)) return 0;
  const own = typeof value.text === 'string' ? value.text.length : textLength(value.text);
  return own + textLength(value.fields) + textLength(value.elements) + textLength(value.accessory);
}
