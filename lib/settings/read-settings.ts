import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, type IAlarmAction, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Severity } from '../alarms/severity';
import type { AlarmOverride } from '../plan/alarm-override';
import { AlarmProfile } from './alarm-profile';
import type { Expected } from './expected';
import { type Fields, mapOf, mapped, objectOf, oneOf, type Read, valueThat } from './fields';
import type { ResourceSettings } from './resource-settings';
import type { ServiceSettings } from './service-settings';

/** Settings as plain data: the same shape as the structs, but for lengths of time, which are numbers. */

const flag: Read<boolean> = valueThat('true or false', (value) => typeof value === 'boolean');
const text: Read<string> = valueThat('a text', (value) => typeof value === 'string' && value !== '');
const number: Read<number> = valueThat('a number', (value) => typeof value === 'number' && Number.isFinite(value));
const positive: Read<number> = valueThat('a number above 0', (value) => typeof value === 'number' && value > 0);
const whole: Read<number> = valueThat(
  'a whole number, at least 1',
  (value) => Number.isInteger(value) && Number(value) > 0,
);
const arns: Read<string[]> = valueThat(
  'a list of ARNs',
  (value) => Array.isArray(value) && value.every((arn) => typeof arn === 'string' && arn.startsWith('arn:')),
);

const ALARM = {
  enabled: { read: flag },
  severity: { read: oneOf(Severity) },
  metric: { read: text },
  threshold: { read: number },
  comparison: { read: oneOf(ComparisonOperator) },
  statistic: { read: text },
  periodSeconds: { read: mapped(whole, (seconds) => Duration.seconds(seconds)), as: 'period' },
  evaluationPeriods: { read: whole },
  datapointsToAlarm: { read: whole },
  treatMissingData: { read: oneOf(TreatMissingData) },
  symptom: { read: text },
  runbookUrl: { read: text },
  actionArns: { read: mapped(arns, (list) => list.map(actionOf)), as: 'actions' },
} satisfies Fields;

const alarm = objectOf<AlarmOverride>(ALARM);

/** What can be said of an alarm in code, for those whom no compiler tells. */
export const ALARM_PROPERTIES = namesOf(ALARM);

const expected = objectOf<Expected>({
  latencyMs: { read: mapped(positive, (ms) => Duration.millis(ms)), as: 'latency' },
  trafficPerMinute: { read: positive },
  anomaly: { read: flag },
});

const RESOURCE = {
  alarms: { read: mapOf(alarm) },
  signals: { read: mapOf(flag) },
  expected: { read: expected },
} satisfies Fields;

/** The settings of one resource: what stands in its CloudFormation `Metadata`. */
export const readResourceSettings = objectOf<ResourceSettings>({ enabled: { read: flag }, ...RESOURCE });

/** What can be said of a resource, in code and in data. */
export const RESOURCE_PROPERTIES = ['enabled', ...Object.keys(RESOURCE)];

const SERVICE = {
  profile: { read: oneOf(AlarmProfile) },
  runbookUrl: { read: text },
  ...RESOURCE,
  types: { read: mapOf(readResourceSettings) },
  resources: { read: mapOf(readResourceSettings) },
} satisfies Fields;

export interface SettingsData extends ServiceSettings {
  readonly environments?: Readonly<Record<string, ServiceSettings>>;
}

/** The settings of a service, with those of its environments. */
export const readServiceSettings = objectOf<SettingsData>({
  ...SERVICE,
  environments: { read: mapOf(objectOf<ServiceSettings>(SERVICE)) },
});

function namesOf(fields: Fields): string[] {
  return Object.entries(fields).map(([key, { as = key }]) => as);
}

function actionOf(alarmActionArn: string): IAlarmAction {
  return { bind: () => ({ alarmActionArn }) };
}
