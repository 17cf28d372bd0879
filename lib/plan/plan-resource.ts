import type { Resource } from '../discover/resource';
import { shortened } from '../private/shortened';
import type { AlarmProfile } from '../settings/alarm-profile';
import type { EventAlert, ResourceDefinition } from '../signals/resource-definition';
import type { AlarmDefault, Signal } from '../signals/signal';
import { describeAlarm, describeEvent } from './alarm-description';
import { applyOverride } from './apply-override';
import { severityIn } from './apply-profile';
import type { Subject } from './check-layers';
import { withExpectedAlarms } from './expected-alarms';
import type { Settled } from './layers';
import { withOwnAlarms } from './own-alarms';
import type { PlannedAlarm, PlannedEventAlert, PlannedResource } from './plan';

export interface PlanOptions {
  readonly serviceName: string;
  readonly profile: AlarmProfile;
  /** What the settings say of this resource. */
  readonly settled: Settled;
  readonly runbookUrl?: string;
}

/** What is made for one resource: its definition's signals, with the settings applied. */
export function planResource(
  { resource, signals }: Pick<Subject, 'resource' | 'signals'>,
  definition: ResourceDefinition,
  { serviceName, profile, settled, runbookUrl }: PlanOptions,
): PlannedResource {
  const planAlarm = (alarm: AlarmDefault): PlannedAlarm[] => {
    const override = settled.alarms[alarm.id] ?? {};
    const { enabled } = override;
    if (enabled === false) return [];
    const overridden = applyOverride(alarm, override, resource.path);
    const severity = severityIn(profile, { ...overridden, enabled });
    if (severity === undefined) return [];
    const name = alarmName(serviceName, resource, alarm.id);
    const runbook = override.runbookUrl ?? runbookOf(runbookUrl, alarm);
    const description = describeAlarm(overridden, `${definition.noun} ${resource.id}`, runbook);
    const { id, query, threshold, datapoints, treatMissingData, actions } = overridden;
    return [{ id, name, description, severity, query, threshold, datapoints, treatMissingData, actions }];
  };
  const planEvent = (event: EventAlert): PlannedEventAlert[] => {
    const override = settled.alarms[event.id] ?? {};
    const wanted = { severity: override.severity ?? event.severity, enabled: override.enabled };
    const severity = severityIn(profile, wanted);
    if (severity === undefined) return [];
    const { id, pattern, facts = {} } = event;
    const { noun } = definition;
    const told = { ...event, symptom: override.symptom ?? event.symptom };
    const description = describeEvent(
      told,
      `${noun} ${resource.id}`,
      override.runbookUrl ?? runbookOf(runbookUrl, event),
    );
    return [{ id, name: alarmName(serviceName, resource, id), description, severity, noun, pattern, facts }];
  };
  return {
    resource,
    noun: definition.noun,
    metricRegion: definition.metricRegion,
    missing: [...definition.missing, ...(definition.missingHere?.(resource) ?? [])],
    logFilters: definition.logFilters?.(resource) ?? [],
    events: (definition.events?.(resource) ?? []).flatMap(planEvent),
    signals: withOwnAlarms(withExpectedAlarms(signals, settled.expected ?? {}), settled.alarms)
      .filter((signal) => isOn(signal, settled))
      .map((signal) => ({ ...signal, alarms: signal.alarms.flatMap(planAlarm) })),
  };
}

/** A resource may have several signals of one kind: its own name says more. */
function isOn({ id, goldenSignal }: Signal, { signals = {} }: Settled): boolean {
  return signals[id] ?? (goldenSignal === undefined ? undefined : signals[goldenSignal]) ?? true;
}

/** One rule for all runbook links: `<base>/<alarm id>`. */
function runbookOf(base: string | undefined, alarm: Pick<AlarmDefault, 'id'>): string | undefined {
  return base === undefined ? undefined : `${base.replace(/\/$/, '')}/${alarm.id}`;
}

/** The stack, then the resource, then the alarm: no counter, no token, so that no other resource can change it. */
function alarmName(serviceName: string, resource: Resource, alarmId: string): string {
  const name = `${ownerName(serviceName, resource.stackName)}/${resource.id}/${alarmId}`;
  // CloudWatch refuses control characters.
  return shortened(name.replace(/\p{Cc}/gu, '-'));
}

/** What all alarm names of a service in a stack begin with. */
export function ownerName(serviceName: string, stackName: string): string {
  const says = stackName === serviceName || stackName.startsWith(`${serviceName}/`);
  return says ? stackName : `${serviceName}/${stackName}`;
}
