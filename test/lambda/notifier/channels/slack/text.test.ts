import fc from 'fast-check';
import { mrkdwn, mrkdwnLines, plain } from '../../../../../lambda/notifier/channels/slack/text';

test.each([
  ['<!channel> & <https://evil.example.com|click>', '&lt;!channel&gt; &amp; &lt;https://evil.example.com|click&gt;'],
  ['`code` *bold* ~gone~', 'ˋcodeˋ ∗bold∗ ∼gone∼'],
  ['one\ntwo\r\nthree', 'one two three'],
  ['a\u202Egnp.exe\u2066', 'agnp.exe'],
  ['half a \uD83D pair', 'half a \uFFFD pair'],
  ['bell\u0007', 'bell'],
  ['snake_case_name', 'snake_case_name'],
])('%j becomes %j', (text, expected) => expect(mrkdwn(text, 200)).toBe(expected));

test('a plain text keeps what means nothing there', () => {
  expect(plain('`a` *b* <c>', 100)).toBe('`a` *b* &lt;c&gt;');
});

test('what is cut off leaves a mark, and no code point and no entity is cut in two', () => {
  expect(plain('🔥🔥🔥🔥', 7)).toBe('🔥🔥🔥…');
  expect(plain('ab<<', 8)).toBe('ab&lt;…');
  expect(plain('abcdefgh', 8)).toBe('abcdefgh');
});

test('lines are kept where there is room for them', () => {
  expect(mrkdwnLines('a\n\n\n\nb\n', 100)).toBe('a\n\nb');
});

test('no text whatever comes out longer than allowed, or with a control character of Slack’s', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.integer({ min: 1, max: 100 }), (text, limit) => {
      for (const safe of [plain(text, limit), mrkdwn(text, limit), mrkdwnLines(text, limit)]) {
        expect(safe.length).toBeLessThanOrEqual(limit);
        expect(safe.replace(/&(amp|lt|gt);/g, '')).not.toMatch(/[&<>\u202A-\u202E\u2066-\u2069]/);
        expect(safe).not.toMatch(/\p{Surrogate}/u);
      }
    }),
  );
});
