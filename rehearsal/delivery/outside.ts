import type { OutsideRequest, OutsideResponse, OutsideWorld } from '../handlers/invocation';
import type { ChatSink } from './chat/chat-sink';
import type { HttpApis } from './http/http-apis';
import { isWithin, type TimeWindow } from './time-window';

/**
 * How a peer of the service behaves, by the beginning of its URLs. Without a window it always does. Several may match:
 * their delays add up, and the status given last wins. A peer that is neither an API of the stack nor a chat vendor
 * is there once a behaviour names it, and answers 200 with `{}` unless told otherwise, also out of the window.
 */
export interface DependencyBehaviour {
  /** `https://payments.example.com/`. */
  readonly urlPrefix: string;
  readonly window?: TimeWindow;
  /** Virtual time added to the answer. */
  readonly extraLatencyMs?: number;
  /** Answer with this status, whatever the peer would have said. */
  readonly statusCode?: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly neverAnswers?: boolean;
}

/** Everything outside AWS that a handler can reach: its own APIs by their URL, chat vendors, and the scenario's peers. */
export class Outside implements OutsideWorld {
  private readonly behaviours: DependencyBehaviour[] = [];

  public constructor(
    private readonly chat: ChatSink,
    private readonly apis: HttpApis,
  ) {}

  public addBehaviour(behaviour: DependencyBehaviour): void {
    this.behaviours.push(behaviour);
  }

  /** `undefined` when nobody stands for the URL. */
  public async request(request: OutsideRequest): Promise<OutsideResponse | undefined> {
    const known = this.behaviours.filter(({ urlPrefix }) => request.url.startsWith(urlPrefix));
    const active = known.filter(({ window = {} }) => isWithin(window, request.atMs));
    const extraMs = active.reduce((sum, { extraLatencyMs = 0 }) => sum + extraLatencyMs, 0);
    if (active.some(({ neverAnswers }) => neverAnswers)) {
      return { statusCode: 504, body: '', latencyMs: Number.POSITIVE_INFINITY };
    }
    const override = active.findLast(({ statusCode }) => statusCode !== undefined);
    const answer = override === undefined ? await this.peer(request) : undefined;
    if (answer !== undefined) return { ...answer, latencyMs: answer.latencyMs + extraMs };
    if (known.length === 0) return undefined;
    const said = override ?? active.findLast(({ body }) => body !== undefined);
    const headers = said?.headers ?? { 'content-type': 'application/json' };
    return { statusCode: said?.statusCode ?? 200, headers, body: said?.body ?? '{}', latencyMs: extraMs };
  }

  private async peer(request: OutsideRequest): Promise<OutsideResponse | undefined> {
    if (!URL.canParse(request.url)) return undefined;
    const url = new URL(request.url);
    const apiId = this.apis.apiIdOf(url.hostname);
    if (apiId === undefined) return this.chat.request(request);
    const { method, headers, body, atMs } = request;
    const path = `${url.pathname}${url.search}`;
    return this.apis.request({ apiId, method, path, headers, atMs, ...(body === '' ? {} : { body }) });
  }
}
