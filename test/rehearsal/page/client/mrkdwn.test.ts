import fc from 'fast-check';
import { type MrkdwnNode, mrkdwn } from '../../../../rehearsal/page/client/chat/mrkdwn';

const text = (value: string): MrkdwnNode => ({ kind: 'text', text: value });

describe("Slack's mrkdwn", () => {
  test.each<[string, MrkdwnNode[]]>([
    [
      '*bold* and _italic_',
      [{ kind: 'bold', children: [text('bold')] }, text(' and '), { kind: 'italic', children: [text('italic')] }],
    ],
    ['~gone~', [{ kind: 'strike', children: [text('gone')] }]],
    ['`a *b*`', [{ kind: 'code', text: 'a *b*' }]],
    ['```\nx <y>\n```', [{ kind: 'pre', text: 'x <y>' }]],
    [
      '<https://example.com?a=1&amp;b=2|the page>',
      [{ kind: 'link', url: 'https://example.com?a=1&b=2', text: 'the page' }],
    ],
    ['<https://example.com>', [{ kind: 'link', url: 'https://example.com', text: 'https://example.com' }]],
    [
      '<!channel> <@U1|ann> <#C1|ops>',
      [
        { kind: 'mention', text: '@channel' },
        text(' '),
        { kind: 'mention', text: '@ann' },
        text(' '),
        { kind: 'mention', text: '#ops' },
      ],
    ],
    ['<!date^1767603600^{time}|09:00 UTC>', [text('09:00 UTC')]],
    [':warning: 3 &gt; 2 &amp; so', [{ kind: 'emoji', name: 'warning' }, text(' 3 > 2 & so')]],
    ['&gt; quoted\nnot', [{ kind: 'quote', children: [text('quoted')] }, text('not')]],
    ['*a _b_*', [{ kind: 'bold', children: [text('a '), { kind: 'italic', children: [text('b')] }] }]],
  ])('%j', (source, nodes) => {
    expect(mrkdwn(source)).toEqual(nodes);
  });

  test.each([
    '2*3*4',
    'snake_case_name',
    '* not a list *',
    'at 09:00:00',
    '<img src=x onerror=alert(1)>',
    '<javascript:alert(1)|x>',
    '5 < 6',
  ])('%j stays text', (source) => {
    expect(mrkdwn(source)).toEqual([text(source)]);
  });

  test('whatever is written, it is read without error, and links go to http, https or mailto only', () => {
    const words = fc.constantFrom(
      '*',
      '_',
      '`',
      '```',
      '<',
      '>',
      '|',
      '&gt;',
      'javascript:',
      'https://x',
      '\n',
      ' ',
      'a',
      '!',
      ':x:',
    );
    const links = (nodes: readonly MrkdwnNode[]): string[] =>
      nodes.flatMap((node) => (node.kind === 'link' ? [node.url] : 'children' in node ? links(node.children) : []));
    fc.assert(
      fc.property(fc.array(words, { maxLength: 40 }), (parts) => {
        for (const url of links(mrkdwn(parts.join('')))) expect(url).toMatch(/^(https?:|mailto:)/);
      }),
    );
  });
});
