import { chatThreads } from '../../../../rehearsal/page/client/chat/chat-thread';
import type { ChatPost } from '../../../../rehearsal/run-record';

function post(atMs: number, messageId: string, more: Partial<ChatPost> = {}): ChatPost {
  return { atMs, vendor: 'slack', channel: '#ops', messageId, body: { text: `${messageId} at ${atMs}` }, ...more };
}

describe('the threads of a chat', () => {
  test('an answer stands below what it answers, not in the channel', () => {
    const threads = chatThreads([post(1, 'a'), post(2, 'b'), post(3, 'c', { threadId: 'a' })]);
    expect(threads).toHaveLength(2);
    expect(threads[0]!.replies.map(({ atMs }) => atMs)).toEqual([3]);
  });

  test('an edit is a version of its message, not a new message', () => {
    const threads = chatThreads([post(1, 'a'), post(5, 'a', { updates: 'a' })]);
    expect(threads).toHaveLength(1);
    expect(threads[0]!.versions.map(({ atMs }) => atMs)).toEqual([1, 5]);
  });

  test('an edit of an answer stays in the thread', () => {
    const threads = chatThreads([
      post(1, 'a'),
      post(2, 'b', { threadId: 'a' }),
      post(3, 'b', { threadId: 'a', updates: 'b' }),
    ]);
    expect(threads[0]!.replies).toMatchObject([{ versions: [{ atMs: 2 }, { atMs: 3 }] }]);
  });

  test('an answer to an answer joins the same thread', () => {
    const threads = chatThreads([post(1, 'a'), post(2, 'b', { threadId: 'a' }), post(3, 'c', { threadId: 'b' })]);
    expect(threads[0]!.replies).toHaveLength(2);
  });

  test('equal message ids of two channels are two messages', () => {
    const threads = chatThreads([post(1, 'a'), post(2, 'a', { channel: '#other' }), post(3, 'b', { threadId: 'a' })]);
    expect(threads.map(({ replies }) => replies.length)).toEqual([1, 0]);
  });

  test('what answers or edits a message that nobody posted is shown and says so', () => {
    const threads = chatThreads([post(1, 'a', { threadId: 'x' }), post(2, 'y', { updates: 'y' })]);
    expect(threads.map(({ note }) => note)).toEqual([
      'answers a message that was never posted',
      'edits a message that was never posted',
    ]);
  });
});
