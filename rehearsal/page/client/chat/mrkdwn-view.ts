import { h, outsideLink } from '../element';
import { type MrkdwnNode, mrkdwn, unescaped } from './mrkdwn';

/** Status signs that alerts use, drawn by us: how an emoji looks depends on the reader's fonts. */
const SIGNS: Readonly<Record<string, readonly [tone: string, name: string]>> = {
  red_circle: ['alarm', 'red circle'],
  rotating_light: ['alarm', 'rotating light'],
  fire: ['alarm', 'fire'],
  x: ['alarm', 'cross'],
  large_orange_circle: ['warn', 'orange circle'],
  large_yellow_circle: ['warn', 'yellow circle'],
  warning: ['warn', 'warning'],
  large_green_circle: ['ok', 'green circle'],
  white_check_mark: ['ok', 'check mark'],
  heavy_check_mark: ['ok', 'check mark'],
  large_blue_circle: ['info', 'blue circle'],
  information_source: ['info', 'information'],
  white_circle: ['unknown', 'white circle'],
};

const SIGN_OF_CHARACTER: Readonly<Record<string, string>> = {
  '🔴': 'red_circle',
  '🚨': 'rotating_light',
  '🔥': 'fire',
  '❌': 'x',
  '🟠': 'large_orange_circle',
  '🟡': 'large_yellow_circle',
  '⚠': 'warning',
  '🟢': 'large_green_circle',
  '✅': 'white_check_mark',
  '✔': 'heavy_check_mark',
  '🔵': 'large_blue_circle',
  ℹ: 'information_source',
  '⚪': 'white_circle',
};
const SIGN_CHARACTERS = /([🔴🚨🔥❌🟠🟡⚠🟢✅✔🔵ℹ⚪])\uFE0F?/u;

function sign(name: string): Node {
  const known = Object.hasOwn(SIGNS, name) ? SIGNS[name] : undefined;
  if (known === undefined) return document.createTextNode(`:${name}:`);
  return h('span', { class: `sign sign-${known[0]}`, role: 'img', 'aria-label': known[1], title: known[1] });
}

/** Text without markup, with line breaks kept by the style sheet and status emoji drawn as signs. */
export function plainText(text: string): Node[] {
  return text
    .split(SIGN_CHARACTERS)
    .map((part, index) => (index % 2 === 0 ? document.createTextNode(part) : sign(SIGN_OF_CHARACTER[part] ?? part)));
}

/** Plain text as Slack shows `plain_text`: emoji names count, marks do not. */
export function plainWithEmoji(text: string): Node[] {
  return text
    .split(/(?<![\p{L}\p{N}:]):([a-z0-9_+-]{2,40}):(?!\p{N})/u)
    .flatMap((part, index) => (index % 2 === 0 ? plainText(unescaped(part)) : [sign(part)]));
}

function nodeView(node: MrkdwnNode): Node[] {
  switch (node.kind) {
    case 'text':
      return plainText(node.text);
    case 'link':
      return [outsideLink(node.url, 'link', node.text)];
    case 'mention':
      return [h('span', { class: 'mention' }, node.text)];
    case 'emoji':
      return [sign(node.name)];
    case 'code':
      return [h('code', {}, node.text)];
    case 'pre':
      return [h('pre', {}, node.text)];
    case 'quote':
      return [h('blockquote', {}, ...node.children.flatMap(nodeView))];
    case 'bold':
      return [h('strong', {}, ...node.children.flatMap(nodeView))];
    case 'italic':
      return [h('em', {}, ...node.children.flatMap(nodeView))];
    case 'strike':
      return [h('s', {}, ...node.children.flatMap(nodeView))];
  }
}

/** Slack's mrkdwn as elements. Links go to http, https and mailto only. */
export function mrkdwnView(source: string): Node[] {
  return mrkdwn(source).flatMap(nodeView);
}
