import type { Resource } from '../discover/resource';
import type { MissingSignal, Signal } from './signal';

/**
 * What "healthy" means for one AWS resource type: one file in `lib/resources`, read top to bottom as a table.
 * Pure data and functions of the resource's own properties; no construct is made here.
 */
export interface ResourceDefinition {
  /** CloudFormation types, for example `AWS::SQS::Queue`; several where they are one thing in CloudWatch. */
  readonly types: readonly string[];

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

  /** Metrics that have to be made from log lines before the signals exist. */
  readonly logFilters?: (resource: Resource) => LogFilter[];
}

/** The way of a request, from the edge to what it leaves behind. */
export const TIERS = ['edge', 'compute', 'queue', 'data', 'code', 'logs'] as const;

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
