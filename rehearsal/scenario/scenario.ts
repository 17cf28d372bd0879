import type { ChatFault } from '../delivery/chat/chat-sink';
import type { FunctionFault } from '../delivery/lambda/function-faults';

/** What happens in a rehearsal: plain data. Minutes count from its start. */
export interface Scenario {
  readonly title: string;
  /** ISO 8601. @default 2026-01-05T09:00:00Z, a Monday */
  readonly startsAt?: string;
  readonly minutes: number;
  /** @default - no requests */
  readonly traffic?: readonly Traffic[];
  /** @default - nothing happens */
  readonly steps?: readonly Step[];
  /** Samples that are given instead of being caused by what happens. @default - none */
  readonly metrics?: readonly MetricInput[];
  /** Log lines that are given instead of being written by a handler. @default - none */
  readonly logs?: readonly LogInput[];
  /** Events that functions are invoked with. @default - none */
  readonly invocations?: readonly InvocationInput[];
  /** What anomaly-detection alarms compare with: CloudWatch's model is not published. @default - no band: such alarms have no data */
  readonly bands?: readonly BandInput[];
  /** How long after the end of its minute a given sample can be seen. @default 0 */
  readonly ingestionDelaySeconds?: number;
  /** Bot token that the simulated Slack accepts. @default - the value of every secret of the stack */
  readonly slackToken?: string;
  /** Secret values by logical id; `null` for a secret that has no value. @default - each is the Slack token */
  readonly secrets?: Readonly<Record<string, string | null>>;
  /** Start of all randomness. @default 1 */
  readonly seed?: number;
}

/** Requests to the HTTP API of the stack, spread over each minute. */
export interface Traffic {
  readonly method: string;
  /** `{name}` is filled with that member of the latest JSON answer that had one; without any, the request is left out. */
  readonly path: string;
  /** Bodies, taken in turn. @default - none */
  readonly bodies?: readonly unknown[];
  readonly perMinute: number;
  /** @default 0 */
  readonly fromMinute?: number;
  /** @default - the end of the rehearsal */
  readonly toMinute?: number;
}

/** The samples of one metric, one for each interval. */
export interface MetricInput {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly unit?: string;
  /** @default 60 */
  readonly intervalSeconds?: number;
  /** When the first interval begins. @default 0 */
  readonly atMinute?: number;
  /** A number, several samples, or `null` for none in that interval. */
  readonly values: readonly (number | null | readonly number[])[];
}

/** Lines of a log group. */
export interface LogInput {
  /** Name of the log group, or its logical id. */
  readonly logGroup: string;
  readonly atMinute: number;
  readonly lines: readonly string[];
  /** How often the lines are written. @default 1 */
  readonly times?: number;
  /** Time between. @default 60 */
  readonly everySeconds?: number;
}

/** Invocations of a function. */
export interface InvocationInput {
  /** Name of the function, or its logical id. */
  readonly function: string;
  readonly atMinute: number;
  readonly event: unknown;
  /** @default 1 */
  readonly times?: number;
  /** @default 60 */
  readonly everySeconds?: number;
  /** Wait for no answer: retries, destinations and dead letters as Lambda does them. @default false */
  readonly asynchronous?: boolean;
}

/** The band of an anomaly-detection alarm, a pair of bounds for each interval. */
export interface BandInput {
  /** Name of the alarm, or its logical id. */
  readonly alarm: string;
  /** @default - the period of the alarm */
  readonly intervalSeconds?: number;
  /** When the first interval begins. @default 0 */
  readonly atMinute?: number;
  readonly lower: readonly (number | null)[];
  readonly upper: readonly (number | null)[];
}

/** One thing that the scenario does, and how it is told. */
export interface Step {
  readonly atMinute: number;
  readonly text: string;
  /** End of what lasts. @default - the end of the rehearsal */
  readonly untilMinute?: number;
  /** @default - only told */
  readonly action?: Action;
}

export type Action =
  | {
      /** A peer of the service gets slow, fails or is silent. */
      readonly kind: 'dependency';
      /** Beginning of its URLs; `api:/payments` is a path of the stack's own HTTP API. */
      readonly url: string;
      readonly extraLatencyMs?: number;
      readonly statusCode?: number;
      readonly neverAnswers?: boolean;
    }
  | { readonly kind: 'request'; readonly method: string; readonly path: string; readonly body?: unknown }
  | {
      readonly kind: 'function';
      readonly function: string;
      readonly fault: FunctionFault['fault'];
      /** Share of the invocations that it strikes, from 0 to 1. @default 1 */
      readonly rate?: number;
    }
  | { readonly kind: 'chat'; readonly fault: ChatFault['fault'] }
  | { readonly kind: 'throttleTable'; readonly table: string }
  /** The secret has no value while the step lasts. */
  | { readonly kind: 'secretMissing'; readonly secret: string }
  /** What an operator does with a dead-letter queue: give its messages back, or throw them away. */
  | { readonly kind: 'redrive' | 'purge'; readonly queue: string };

/** A scenario that cannot be played, in words for its author. */
export class ScenarioError extends Error {
  public override readonly name = 'ScenarioError';
}
