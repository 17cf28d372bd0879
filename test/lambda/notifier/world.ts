import { deliverBatch } from '../../../lambda/notifier/delivery/batch';
import type { Carrier, Ports, SecretAnswer } from '../../../lambda/notifier/delivery/ports';
import type { Claim, StateStore } from '../../../lambda/notifier/delivery/state-store';
import type { Thread } from '../../../lambda/notifier/delivery/thread';
import { type Environment, readEnvironment } from '../../../lambda/notifier/environment';
import type { HttpAnswer, HttpRequest } from '../../../lambda/notifier/http';
import { T0, TOPICS } from './sample-events';

export const BOT_TOKEN = 'xoxb-1111-secret-TOKEN';
export const WEBHOOK_URL = 'https://hooks.slack.com/services/T000/B000/very-SECRET';
export const SECRET_ARN = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack';

interface Slot {
  readonly outcome: string;
  readonly messageId: string;
  readonly leaseUntilMs: number;
}

/** State that lives as long as a test; the rules are those of the table. */
class MemoryStates implements StateStore {
  public readonly threads = new Map<string, Thread>();
  private readonly slots = new Map<string, Slot>();
  public broken = false;

  public async claim(key: string, request: { messageId: string; nowMs: number; leaseUntilMs: number }): Promise<Claim> {
    this.check();
    const slot = this.slots.get(key);
    if (slot?.outcome === 'DONE') return { kind: 'done' };
    if (slot?.outcome === 'UNDELIVERABLE' && slot.messageId === request.messageId) return { kind: 'done' };
    if (slot?.outcome === 'IN_PROGRESS' && slot.leaseUntilMs > request.nowMs) {
      return { kind: 'busy', untilMs: slot.leaseUntilMs };
    }
    this.slots.set(key, { ...request, outcome: 'IN_PROGRESS' });
    return { kind: 'claimed' };
  }

  public async settle(key: string, { outcome, messageId }: { outcome: string; messageId: string }): Promise<void> {
    this.check();
    const state = outcome === 'RELEASED' ? 'IN_PROGRESS' : outcome;
    this.slots.set(key, { outcome: state, messageId, leaseUntilMs: 0 });
  }

  public async thread(key: string): Promise<Thread | undefined> {
    this.check();
    return this.threads.get(key);
  }

  public async keepThread(key: string, thread: Thread): Promise<void> {
    this.check();
    this.threads.set(key, JSON.parse(JSON.stringify(thread)) as Thread);
  }

  private check(): void {
    if (this.broken) throw new Error(`the table fails, quoting ${BOT_TOKEN}`);
  }
}

/** One request that a channel made, without its headers. */
export interface Post {
  readonly url: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Everything around the notifier, with what it did to it. */
export class World {
  public nowMs = T0;
  public left = 60_000;
  public secret = BOT_TOKEN;
  public secretAnswer: SecretAnswer | undefined;
  public readonly states = new MemoryStates();
  public readonly posts: Post[] = [];
  public readonly hidden: { readonly receiptHandle: string; readonly seconds: number }[] = [];
  public readonly buried: { readonly body: string; readonly attributes: Readonly<Record<string, string>> }[] = [];
  public readonly samples: Readonly<Record<string, number>>[] = [];
  public readonly logged: unknown[] = [];
  public secretReads = 0;
  public buryFails = false;
  private readonly answers: ((request: HttpRequest) => HttpAnswer | undefined)[] = [];
  private sequence = 0;

  public constructor(private readonly environment: Environment = environmentOf()) {}

  /** The next request is answered so; afterwards all is well again. */
  public answerOnce(answer: HttpAnswer): void {
    let used = false;
    this.answers.unshift(() => {
      if (used) return undefined;
      used = true;
      return answer;
    });
  }

  /** Every request for which `answer` has one is answered so, before all that was arranged earlier. */
  public answerAlways(answer: (request: HttpRequest) => HttpAnswer | undefined): void {
    this.answers.unshift(answer);
  }

  /** Delivers the bodies as one batch; the ids of what comes back. */
  public async deliver(...bodies: readonly (string | Partial<Carrier>)[]): Promise<readonly string[]> {
    const carriers = bodies.map((body): Carrier => {
      const id = `m-${++this.sequence}`;
      const carrier = { messageId: id, tries: 1, body: '', receiptHandle: `handle of ${id}` };
      return typeof body === 'string' ? { ...carrier, body } : { ...carrier, ...body };
    });
    const failed = await deliverBatch(carriers, this.ports());
    return failed.map(({ messageId }) => messageId);
  }

  /** What was posted, as `method: headline`, with the thread it went to. */
  public headlines(): string[] {
    return this.posts.map(({ url, body }) => {
      const thread = body.thread_ts === undefined ? '' : ` [in ${String(body.thread_ts)}]`;
      const broadcast = body.reply_broadcast === undefined ? '' : ' [broadcast]';
      return `${url.split('/').at(-1)}${thread}${broadcast}: ${headlineOf(body)}`;
    });
  }

  public ports(): Ports {
    const log = (...entry: unknown[]) => void this.logged.push(...entry);
    return {
      environment: this.environment,
      http: async (request) => this.answer(request),
      secrets: {
        read: async (_, fresh) => {
          this.secretReads++;
          return this.secretAnswer ?? { value: this.secret, cached: !fresh };
        },
      },
      states: this.states,
      queues: {
        hide: async (receiptHandle, seconds) => void this.hidden.push({ receiptHandle, seconds }),
        bury: async (body, attributes) => {
          if (this.buryFails) throw new Error(`SQS fails, quoting ${this.secret}`);
          this.buried.push({ body, attributes });
        },
      },
      metrics: (samples) => void this.samples.push(samples as Readonly<Record<string, number>>),
      log: { info: log, warn: log, error: log },
      now: () => this.nowMs,
      remainingMs: () => this.left,
    };
  }

  private answer(request: HttpRequest): HttpAnswer {
    for (const answer of this.answers) {
      const special = answer(request);
      if (special !== undefined) return special;
    }
    this.posts.push({ url: request.url, body: request.body as Post['body'] });
    if (request.url.startsWith('https://hooks.slack.com/')) return { status: 200, body: 'ok' };
    return { status: 200, body: JSON.stringify({ ok: true, channel: 'C111', ts: `1000.${this.posts.length}` }) };
  }
}

/** The environment of a notifier with a page and a ticket route to one Slack channel. */
export function environmentOf(channels: readonly object[] = [slackRoute()]): Environment {
  return readEnvironment({
    ROUTES: JSON.stringify([
      { topicArn: TOPICS.page, severity: 'page', channels },
      { topicArn: TOPICS.ticket, severity: 'ticket', channels },
    ]),
    STATE_TABLE: 'state',
    QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/111122223333/alerts',
    DEAD_LETTER_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/111122223333/dead-alerts',
    SERVICE_NAME: 'shop',
    DASHBOARD_NAME: 'shop',
    AWS_REGION: 'eu-west-1',
  });
}

export function slackRoute(channel = '#alerts'): object {
  return { vendor: 'slack', secretArn: SECRET_ARN, channel };
}

function headlineOf(body: Post['body']): string {
  const [header] = (body.blocks ?? []) as readonly { readonly text: { readonly text: string } }[];
  return header?.text.text ?? String(body.text);
}
