/** A piece of a chat message, as a tree of plain data: nothing in it is markup any more. */
export type MrkdwnNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly url: string; readonly text: string }
  | { readonly kind: 'mention'; readonly text: string }
  | { readonly kind: 'emoji'; readonly name: string }
  | { readonly kind: 'code' | 'pre'; readonly text: string }
  | { readonly kind: 'bold' | 'italic' | 'strike' | 'quote'; readonly children: readonly MrkdwnNode[] };

const MARKS = { '*': 'bold', _: 'italic', '~': 'strike' } as const;
const OPENING = String.raw`(?<![\p{L}\p{N}*_~])`;
const CLOSING = String.raw`(?![\p{L}\p{N}*_~])`;
const INLINE = new RegExp(
  [
    '```(?<pre>[^]+?)```',
    '`(?<code>[^`\n]+)`',
    '<(?<angle>(?:https?:|mailto:|[!@#])[^<>\n]*)>',
    String.raw`(?<![\p{L}\p{N}:]):(?<emoji>[a-z0-9_+-]{2,40}):(?!\p{N})`,
    String.raw`${OPENING}(?<mark>[*_~])(?<marked>(?=\S)[^\n]*?[^\s])\k<mark>${CLOSING}`,
    String.raw`(?<quote>(?<=^|\n)(?:(?:&gt;|>)[^\n]*(?:\n|$))+)`,
  ].join('|'),
  'gu',
);

/** Undoes Slack's escapes: of three characters, and no others. */
export function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function angle(content: string): MrkdwnNode {
  const bar = content.indexOf('|');
  const target = bar < 0 ? content : content.slice(0, bar);
  const label = bar < 0 ? undefined : unescaped(content.slice(bar + 1));
  if (target.startsWith('!date^')) return { kind: 'text', text: label ?? target };
  if (/^[!@#]/.test(target)) {
    const name = label ?? unescaped(target.replace(/^!(subteam\^)?|^[@#]/, ''));
    return { kind: 'mention', text: `${target.startsWith('#') ? '#' : '@'}${name.replace(/^[@#]/, '')}` };
  }
  const url = unescaped(target);
  return { kind: 'link', url, text: label ?? url.replace(/^mailto:/, '') };
}

function nodeOf(groups: Record<string, string | undefined>): MrkdwnNode {
  const { pre, code, angle: link, emoji, mark, marked, quote } = groups;
  if (pre !== undefined) return { kind: 'pre', text: unescaped(pre.replace(/^\n|\n$/g, '')) };
  if (code !== undefined) return { kind: 'code', text: unescaped(code) };
  if (link !== undefined) return angle(link);
  if (emoji !== undefined) return { kind: 'emoji', name: emoji };
  if (quote !== undefined) {
    return { kind: 'quote', children: mrkdwn(quote.replace(/\n$/, '').replace(/(^|\n)(?:&gt;|>) ?/g, '$1')) };
  }
  return { kind: MARKS[mark as keyof typeof MARKS], children: mrkdwn(marked ?? '') };
}

/** Reads the subset of Slack's mrkdwn that alerts use. What it does not know stays text. */
export function mrkdwn(source: string): MrkdwnNode[] {
  const nodes: MrkdwnNode[] = [];
  let readTo = 0;
  const addText = (end: number): void => {
    if (end > readTo) nodes.push({ kind: 'text', text: unescaped(source.slice(readTo, end)) });
  };
  for (const match of source.matchAll(INLINE)) {
    addText(match.index);
    nodes.push(nodeOf(match.groups ?? {}));
    readTo = match.index + match[0].length;
  }
  addText(source.length);
  return nodes;
}
