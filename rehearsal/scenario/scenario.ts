import type { ChatFault } from '../delivery/chat/chat-sink';
import type { FunctionFault } from '../delivery/lambda/function-faults';

/** What happens in a rehearsal: plain data. Minutes count from its start. */
export interface Scenario {
  readonly title: string;
  /** ISO 8601. @default 2026-01-05T09:00:00Z, a Monday */
  readonly startsAt?: string;
  readonly minutes: number;
  readonly traffic: readonly Traffic[];
  readonly steps: readonly Step[];
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
  | { readonly kind: 'function'; readonly function: string; readonly fault: FunctionFault['fault'] }
  | { readonly kind: 'chat'; readonly fault: ChatFault['fault'] }
  | { readonly kind: 'throttleTable'; readonly table: string }
  /** What an operator does with a dead-letter queue: give its messages back, or throw them away. */
  | { readonly kind: 'redrive' | 'purge'; readonly queue: string };

/** A scenario that cannot be played, in words for its author. */
export class ScenarioError extends Error {
  public override readonly name = 'ScenarioError';
}
