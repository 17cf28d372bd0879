import type { ChatPost } from '../../../run-record';

/** A message and its edits, oldest first; the last version that is not after the cursor is what a reader sees. */
export interface ChatMessage {
  readonly atMs: number;
  readonly vendor: string;
  readonly channel: string;
  readonly versions: readonly { readonly atMs: number; readonly body: ChatPost['body'] }[];
  readonly replies: readonly ChatMessage[];
  /** What does not add up: an edit of, or an answer to, a message that nobody posted. */
  readonly note?: string;
}

interface Draft {
  readonly post: ChatPost;
  readonly versions: { atMs: number; body: ChatPost['body'] }[];
  readonly replies: Draft[];
  note?: string;
}

function finished({ post, versions, replies, note }: Draft): ChatMessage {
  const { atMs, vendor, channel } = post;
  return { atMs, vendor, channel, versions, replies: replies.map(finished), note };
}

/** The messages of a chat in the order of their posting, edits applied, answers below what they answer. */
export function chatThreads(posts: readonly ChatPost[]): ChatMessage[] {
  const keyOf = (post: ChatPost, messageId: string): string => JSON.stringify([post.vendor, post.channel, messageId]);
  const byId = new Map<string, Draft>();
  const rootOf = new Map<Draft, Draft>();
  const roots: Draft[] = [];

  for (const post of [...posts].sort((a, b) => a.atMs - b.atMs)) {
    const edited = post.updates === undefined ? undefined : byId.get(keyOf(post, post.updates));
    if (edited !== undefined) {
      edited.versions.push({ atMs: post.atMs, body: post.body });
      continue;
    }
    const draft: Draft = { post, versions: [{ atMs: post.atMs, body: post.body }], replies: [] };
    byId.set(keyOf(post, post.updates ?? post.messageId), draft);
    const isReply = post.threadId !== undefined && post.threadId !== post.messageId;
    const parent = isReply ? byId.get(keyOf(post, post.threadId!)) : undefined;
    if (post.updates !== undefined) draft.note = 'edits a message that was never posted';
    else if (isReply && parent === undefined) draft.note = 'answers a message that was never posted';
    const root = parent && (rootOf.get(parent) ?? parent);
    if (root === undefined) roots.push(draft);
    else {
      rootOf.set(draft, root);
      root.replies.push(draft);
    }
  }
  return roots.map(finished);
}
