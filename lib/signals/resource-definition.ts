import type { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import type { MissingSignal, Signal } from './signal';

/**
 * What "healthy" means for one AWS resource type: one file in `lib/resources`, read top to bottom as a table.
 * Pure data and functions of the resource's own properties; no construct is made here.
 */
export interface ResourceDefinition {
  /** CloudFormation types, for example `AWS::SQS::Queue`; several where they are one thing in CloudWatch. */
  readonly types: readonly string[];

  /** For a CloudFormation type that is several things in CloudWatch: whether it is this one. Always, by default. */
  readonly applies?: (resource: Resource) => boolean;

  /** Types outside the catalogue whose properties refer to this one in a way that matters: listeners, subscriptions. */
  readonly readFrom?: readonly string[];

  /** The one region that its metrics are published in, whatever the region of the stack. */
  readonly metricRegion?: 'us-east-1';

  /** What people call it: `queue`. */
  readonly noun: string;

  /** Where it stands on the way of a request; the dashboard follows that way. */
  readonly tier: Tier;

  /** Why this resource is not watched although its type is known; `undefined` when it is. */
  readonly leftOut?: (resource: Resource) => string | undefined;

  /** The signals of this resource, in the order latency, traffic, errors, saturation. */
  readonly signals: (resource: Resource) => Signal[];

  /** The golden signals that this type does not have. */
  readonly missing: readonly MissingSignal[];

  /** Those that the type has and this one not: it does not ask for them, or their dimensions are not known here. */
  readonly missingHere?: (resource: Resource) => readonly MissingSignal[];

  /** Failures that are published as EventBridge events and not as metrics. */
  readonly events?: (resource: Resource) => EventAlert[];

  /** Metrics that have to be made from log lines before the signals exist. */
  readonly logFilters?: (resource: Resource) => LogFilter[];
}

/** The way of a request, from the edge to what it leaves behind. */
export const TIERS = ['edge', 'compute', 'queue', 'data', 'network', 'operations', 'code', 'logs'] as const;

export type Tier = (typeof TIERS)[number];

/** A metric filter on a log group: one metric sample for each line that matches. */
export interface LogFilter {
  readonly id: string;
  /** Name of the log group; may be a token. */
  readonly logGroupName: string;
  readonly pattern: string;
  readonly namespace: string;
  readonly metricName: string;
}

/** An alert on an EventBridge event, sent to the same routes as the alarms. It never goes back to OK. */
export interface EventAlert {
  /** Stable within the resource, distinct from its alarms' ids. Kebab-case. */
  readonly id: string;
  readonly severity: Severity;
  /** As of an alarm. */
  readonly symptom: string;
  readonly pattern: EventPattern;
  /**
   * What of the event is told: label → JSON path of a text or a number. Only what may be read by everybody: events of
   * jobs carry their environment, too.
   *
   * @default - only that it happened, and when
   */
  readonly facts?: Readonly<Record<string, string>>;
  readonly causes: string;
  readonly lookAt: string;
  readonly source: string;
}

/** The event pattern; values may be tokens. It has to name the resource: a rule sees all events of the account. */
export interface EventPattern {
  /** `aws.batch` … */
  readonly source: readonly string[];
  readonly detailType: readonly string[];
  readonly resources?: readonly unknown[];
  readonly detail?: Readonly<Record<string, unknown>>;
}
