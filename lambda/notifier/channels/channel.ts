import type { Alert } from '../alert';
import type { Http } from '../http';
import type { Link } from '../wording/links';

/** One kind of destination. To add one: a file beside this, one line in index.ts, a test. */
export interface Channel {
  /** What a route calls it: `slack`. */
  readonly vendor: string;
  /** Posts one alert. Never throws for anything that the vendor may answer. */
  send(alert: Alert, context: SendContext): Promise<Sent>;
}

/** What a channel is given besides the alert. */
export interface SendContext {
  /** The secret's value as stored. Must not reach any text that `send` returns. */
  readonly secret: string;
  /** Where in the vendor's world: a channel's id or name. */
  readonly target?: string;
  /** What the alert follows up; absent for the first message about something. */
  readonly thread?: ThreadContext;
  readonly links: readonly Link[];
  readonly serviceName: string;
  readonly http: Http;
  readonly nowMs: number;
}

/** What was said before about the same alarm in the same channel. */
export interface ThreadContext {
  /** First message, as the channel named it; absent when the channel cannot name messages. */
  readonly messageId?: string;
  /** The alert that the first message shows. */
  readonly first: Alert;
  /**
   * `again`: fires again, `resolved`: is OK, `no-data`: cannot be judged,
   * `late`: something newer has been said already.
   */
  readonly role: 'again' | 'resolved' | 'no-data' | 'late';
  /** How often it has fired since the first message, that one included. */
  readonly occurrences: number;
  /** Whether people who do not follow the thread must see it. */
  readonly broadcast: boolean;
}

/** How it went. `why` is for the log and the dead-letter queue: made of our words and codes, never of a vendor's text. */
export type Sent = Delivered | Retry | Broken;

/** The vendor has it. */
export interface Delivered {
  readonly outcome: 'delivered';
  /** The message to reply to from now on: the thread's first one, or this one if it begins a thread. */
  readonly messageId?: string;
  /** What did not go as it should, though the alert was posted. */
  readonly remark?: string;
}

/** Worth trying again. */
export interface Retry {
  readonly outcome: 'retry';
  readonly why: string;
  /** What the vendor asked for. */
  readonly afterSeconds?: number;
  /** The whole channel is busy or silent: do not try the next alert at once. */
  readonly pause?: boolean;
}

/** Trying again cannot help until a person changes something. */
export interface Broken {
  readonly outcome: 'broken';
  readonly why: string;
  /** The secret may have been replaced since it was read. */
  readonly secretSuspect?: boolean;
}
