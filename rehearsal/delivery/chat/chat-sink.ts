import type { OutsideRequest, OutsideResponse, OutsideWorld } from '../../handlers/invocation';
import type { ChatPost } from '../../run-record';
import type { Recorder } from '../recorder';
import { isWithin, type TimeWindow } from '../time-window';

/** What a vendor did with a request: the answer, and the post if it took one. */
export interface ChatAnswer {
  readonly response: Omit<OutsideResponse, 'latencyMs'>;
  readonly post?: ChatPost;
  /** The vendor's own word for why it took none. */
  readonly refusal?: string;
}

/** One chat vendor as it answers over HTTP. */
export interface ChatVendor {
  /** As in `ChatPost.vendor`. */
  readonly name: string;
  /** True for a URL that this vendor answers. */
  handles(url: URL): boolean;
  /** Answers a request. `posts` are all posts so far; `atMs` is the virtual time at which the request arrives. */
  answer(request: OutsideRequest, url: URL, posts: readonly ChatPost[]): ChatAnswer;
  /** The vendor's answer to too many requests. */
  rateLimited(retryAfterSeconds: number): ChatAnswer['response'];
}

/** What a scenario does to a chat vendor while the window lasts. */
export interface ChatFault {
  /** All vendors when absent. */
  readonly vendor?: string;
  readonly window: TimeWindow;
  readonly fault:
    | { readonly kind: 'rateLimit'; readonly retryAfterSeconds: number }
    | { readonly kind: 'serverError' }
    | { readonly kind: 'hang' };
}

const latencyMs = 150;

/** Stands for the chat vendors: answers as they do, records what was posted, and fails where the scenario says so. */
export class ChatSink implements OutsideWorld {
  /** What was posted, in the order of virtual time. */
  public readonly posts: ChatPost[] = [];
  private readonly faults: ChatFault[] = [];

  public constructor(
    private readonly vendors: readonly ChatVendor[],
    private readonly recorder: Recorder,
  ) {}

  public addFault(fault: ChatFault): void {
    this.faults.unshift(fault);
  }

  /** `undefined` when the URL belongs to no chat vendor. */
  public async request(request: OutsideRequest): Promise<OutsideResponse | undefined> {
    const url = new URL(request.url);
    const vendor = this.vendors.find((each) => each.handles(url));
    if (vendor === undefined) return undefined;
    const fault = this.faults.find(
      (each) => (each.vendor ?? vendor.name) === vendor.name && isWithin(each.window, request.atMs),
    )?.fault;
    if (fault !== undefined) return this.fail(vendor, fault, request.atMs);
    const { response, post, refusal } = vendor.answer(request, url, this.posts);
    const { atMs } = request;
    if (post !== undefined) {
      this.insert(post);
      const { messageId, channel, threadId, updates } = post;
      this.recorder.event({
        atMs,
        kind: 'chatPost',
        vendor: vendor.name,
        channel,
        messageId,
        ...(threadId === undefined ? {} : { threadId }),
        ...(updates === undefined ? {} : { updates }),
        body: post.body,
      });
    }
    if (refusal !== undefined) this.recorder.event({ atMs, kind: 'chatRefused', vendor: vendor.name, reason: refusal });
    return { ...response, latencyMs };
  }

  /** Handlers that overlap in virtual time run one after the other: a post can come in after a later one. */
  private insert(post: ChatPost): void {
    const index = this.posts.findIndex(({ atMs }) => atMs > post.atMs);
    this.posts.splice(index === -1 ? this.posts.length : index, 0, post);
  }

  private fail(vendor: ChatVendor, fault: ChatFault['fault'], atMs: number): OutsideResponse {
    this.recorder.event({ atMs, kind: 'chatRefused', vendor: vendor.name, reason: fault.kind });
    switch (fault.kind) {
      case 'rateLimit':
        return { ...vendor.rateLimited(fault.retryAfterSeconds), latencyMs };
      case 'serverError':
        return { statusCode: 500, body: 'internal_error', latencyMs };
      case 'hang':
        return { statusCode: 504, body: '', latencyMs: Number.POSITIVE_INFINITY };
    }
  }
}
