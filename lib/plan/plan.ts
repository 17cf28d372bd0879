import type { IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import type { Severity } from '../alarms/severity';
import type { LeftOut } from '../discover/find-resources';
import type { Resource } from '../discover/resource';
import type { EventPattern, LogFilter } from '../signals/resource-definition';
import type { Datapoints, MissingSignal, Query, Signal, Threshold } from '../signals/signal';

/** Everything that will be provisioned, priced, audited or documented: plain data. */
export interface Plan {
  readonly serviceName: string;
  readonly resources: readonly PlannedResource[];
  readonly leftOut: readonly LeftOut[];
  readonly warnings: readonly PlanWarning[];
}

export interface PlannedResource {
  readonly resource: Resource;
  readonly noun: string;
  /** The region that its metrics are published in, where that is not the region of the stack. */
  readonly metricRegion?: string;
  readonly signals: readonly PlannedSignal[];
  readonly missing: readonly MissingSignal[];
  readonly logFilters: readonly LogFilter[];
  readonly events: readonly PlannedEventAlert[];
}

/** A signal with the alarms that remain after overrides. */
export interface PlannedSignal extends Omit<Signal, 'alarms'> {
  readonly alarms: readonly PlannedAlarm[];
}

export interface PlannedAlarm {
  /** Stable within the resource. */
  readonly id: string;
  /** Name in CloudWatch: `<stack>/<resource>/<id>`. */
  readonly name: string;
  readonly description: string;
  readonly severity: Severity;
  readonly query: Query;
  readonly threshold: Threshold;
  readonly datapoints: Datapoints;
  readonly treatMissingData: 'notBreaching' | 'breaching' | 'ignore' | 'missing';
  /** What is done when it fires, besides telling the route of its severity. */
  readonly actions?: readonly IAlarmAction[];
}

/** An alert on an EventBridge event. */
export interface PlannedEventAlert {
  /** Stable within the resource. */
  readonly id: string;
  /** `<stack>/<resource>/<id>`, as of an alarm. */
  readonly name: string;
  /** What people read: symptom and resource, causes, first step, runbook. */
  readonly description: string;
  readonly severity: Severity;
  readonly noun: string;
  readonly pattern: EventPattern;
  /** Label → JSON path in the event. */
  readonly facts: Readonly<Record<string, string>>;
}

/** Something doubtful; shown at synth as an acknowledgeable warning. */
export interface PlanWarning {
  /** Stable, part of the public API: `golden-signals:unresolved-property`. */
  readonly id: string;
  readonly path: string;
  readonly message: string;
}
