import type { Broken, Retry } from '../channels/channel';
import type { Environment } from '../environment';
import type { Http } from '../http';
import type { StateStore } from './state-store';

/** Everything that delivery does to the world. */
export interface Ports {
  readonly environment: Environment;
  readonly http: Http;
  readonly secrets: Secrets;
  readonly states: StateStore;
  readonly queues: Queues;
  readonly metrics: DeliveryMetrics;
  readonly log: Log;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** How long this invocation may still run. */
  readonly remainingMs: () => number;
}

/** The message that carries an alert. */
export interface Carrier {
  /** SQS's id of it. */
  readonly messageId: string;
  /** As it came, for the dead-letter queue. */
  readonly body: string;
  /** How often it has been received, this time included. */
  readonly tries: number;
  /** To make it come back later; absent for what came to the function directly. */
  readonly receiptHandle?: string;
}

/** The secrets of channels. */
export interface Secrets {
  /** `fresh` asks past the cache. Never throws. */
  read(secretArn: string, fresh: boolean): Promise<SecretAnswer>;
}

/** A secret's value, or why there is none. */
export type SecretAnswer = { readonly value: string; readonly cached: boolean } | { readonly problem: Retry | Broken };

/** The notifier's own queue and its dead-letter queue. Both throw what AWS throws. */
export interface Queues {
  /** Lets a message come back after so many seconds. */
  hide(receiptHandle: string, seconds: number): Promise<void>;
  /** Puts a message where a person will find it. */
  bury(body: string, attributes: Readonly<Record<string, string>>): Promise<void>;
}

/** One sample of each metric that has something to say. */
export type DeliveryMetrics = (samples: {
  readonly AlertsDelivered?: number;
  readonly AlertsRetried?: number;
  readonly AlertsUndeliverable?: number;
  readonly DeliveryLatency?: number;
}) => void;

/** The console, where Lambda turns objects into JSON lines. */
export type Log = Pick<Console, 'info' | 'warn' | 'error'>;
