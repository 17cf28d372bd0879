import type { Resource } from '../discover/resource';
import { GoldenSignalsError } from '../private/errors';
import type { ResourceDefinition } from '../signals/resource-definition';
import type { AlarmDefault, Datapoints, Threshold } from '../signals/signal';
import { describeAlarm } from './alarm-description';
import type { AlarmOverride } from './alarm-override';
import type { PlannedAlarm, PlannedResource } from './plan';

/** CloudWatch's limit for an alarm name. */
const MAX_NAME_LENGTH = 255;

export interface PlanOptions {
  readonly serviceName: string;
  /** Alarm id → what to change. */
  readonly overrides: Readonly<Record<string, AlarmOverride>>;
  readonly runbookUrl?: string;
}

/** What is made for one resource: its definition's signals, with the overrides applied. */
export function planResource(
  resource: Resource,
  definition: ResourceDefinition,
  options: PlanOptions,
): PlannedResource {
  const planAlarm = (alarm: AlarmDefault): PlannedAlarm[] => {
    const override = options.overrides[alarm.id] ?? {};
    if (override.enabled === false) return [];
    const overridden = applyOverride(alarm, override, resource);
    const name = alarmName(options.serviceName, resource, alarm.id);
    const description = describeAlarm(
      overridden,
      `${definition.noun} ${resource.id}`,
      runbookOf(options.runbookUrl, alarm),
    );
    const { id, severity, query, threshold, datapoints, treatMissingData } = overridden;
    return [{ id, name, description, severity, query, threshold, datapoints, treatMissingData }];
  };
  return {
    resource,
    noun: definition.noun,
    metricRegion: definition.metricRegion,
    missing: definition.missing,
    logFilters: definition.logFilters?.(resource) ?? [],
    signals: definition.signals(resource).map((signal) => ({ ...signal, alarms: signal.alarms.flatMap(planAlarm) })),
  };
}

/** One rule for all runbook links: `<base>/<alarm id>`. */
function runbookOf(base: string | undefined, alarm: AlarmDefault): string | undefined {
  return base === undefined ? undefined : `${base.replace(/\/$/, '')}/${alarm.id}`;
}

/** The stack, then the resource, then the alarm: no counter, no token, so that no other resource can change it. */
function alarmName(serviceName: string, resource: Resource, alarmId: string): string {
  const name = `${ownerName(serviceName, resource.stackName)}/${resource.id}/${alarmId}`;
  if (name.length <= MAX_NAME_LENGTH) return name;
  // The end identifies: the stack's part is what is cut.
  return `…${name.slice(name.length - MAX_NAME_LENGTH + 1)}`;
}

/** What all alarm names of a service in a stack begin with. */
export function ownerName(serviceName: string, stackName: string): string {
  const says = stackName === serviceName || stackName.startsWith(`${serviceName}/`);
  return says ? stackName : `${serviceName}/${stackName}`;
}

function applyOverride(
  alarm: AlarmDefault,
  override: AlarmOverride,
  resource: Resource,
): AlarmDefault & Pick<PlannedAlarm, 'treatMissingData'> {
  return {
    ...alarm,
    severity: override.severity ?? alarm.severity,
    threshold: override.threshold === undefined ? alarm.threshold : withValue(alarm.threshold, override.threshold),
    datapoints: overrideDatapoints(alarm, override, resource),
    treatMissingData: override.treatMissingData ?? alarm.treatMissingData ?? 'notBreaching',
  };
}

function withValue(threshold: Threshold, value: number): Threshold {
  const { unit } = threshold;
  if ('above' in threshold) return { unit, above: value };
  if ('atLeast' in threshold) return { unit, atLeast: value };
  return { unit, below: value };
}

function overrideDatapoints({ id, datapoints }: AlarmDefault, override: AlarmOverride, resource: Resource): Datapoints {
  const of = override.evaluationPeriods ?? datapoints.of;
  const breaching = override.datapointsToAlarm ?? Math.min(datapoints.breaching, of);
  const periodSeconds = override.period?.toSeconds() ?? datapoints.periodSeconds;
  if (!Number.isInteger(of) || !Number.isInteger(breaching) || breaching < 1 || breaching > of) {
    throw new GoldenSignalsError(
      'InvalidDatapoints',
      `alarm "${id}" of ${resource.path} asks for ${breaching} of ${of} datapoints; both have to be whole numbers, at least 1, and the first at most the second`,
    );
  }
  const longest = periodSeconds >= 3600 ? 604_800 : 86_400;
  if (of * periodSeconds > longest) {
    throw new GoldenSignalsError(
      'WindowTooLong',
      `alarm "${id}" of ${resource.path} looks at ${of} periods of ${periodSeconds} s; CloudWatch allows ${longest} s in all`,
    );
  }
  return { breaching, of, periodSeconds };
}
