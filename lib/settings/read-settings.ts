import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, type IAlarmAction, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Severity } from '../alarms/severity';
import type { AlarmOverride } from '../plan/alarm-override';
import { AlarmProfile } from './alarm-profile';
import type { Expected } from './expected';
import { type Fields, listOf, mapOf, mapped, objectOf, oneOf, type Read, valueThat } from './fields';
import type { ResourceSettings } from './resource-settings';
import type { ServiceSettings } from './service-settings';

export const flag: Read<boolean> = valueThat('true or false', (value) => typeof value === 'boolean');
export const text: Read<string> = valueThat('a text', (value) => typeof value === 'string' && value !== '');
export const number: Read<number> = valueThat(
  'a number',
  (value) => typeof value === 'number' && Number.isFinite(value),
);
const positive: Read<number> = valueThat('a number above 0', (value) => typeof value === 'number' && value > 0);
export const whole: Read<number> = valueThat(
  'a whole number, at least 1',
  (value) => Number.isInteger(value) && Number(value) > 0,
);
export const duration: Read<Duration> = valueThat('a Duration, such as Duration.minutes(1)', (value) =>
  has(value, 'toMilliseconds'),
);
const arns: Read<string[]> = valueThat(
  'a list of ARNs',
  (value) => Array.isArray(value) && value.every((arn) => typeof arn === 'string' && arn.startsWith('arn:')),
);

/** How settings are written where plain data has no lengths of time and no actions. */
interface Notation {
  readonly period: Fields;
  readonly latency: Fields;
  readonly actions: Fields;
}

const DATA: Notation = {
  period: { periodSeconds: { read: mapped(whole, (seconds) => Duration.seconds(seconds)), as: 'period' } },
  latency: { latencyMs: { read: mapped(positive, (ms) => Duration.millis(ms)), as: 'latency' } },
  actions: { actionArns: { read: mapped(arns, (list) => list.map(actionOf)), as: 'actions' } },
};

const CODE: Notation = {
  period: { period: { read: duration } },
  latency: { latency: { read: duration } },
  actions: {
    actions: { read: listOf(valueThat('an alarm action, such as an SnsAction', (value) => has(value, 'bind'))) },
  },
};

function fieldsOf({ period, latency, actions }: Notation) {
  const alarm = objectOf<AlarmOverride>({
    enabled: { read: flag },
    severity: { read: oneOf(Severity) },
    metric: { read: text },
    threshold: { read: number },
    comparison: { read: oneOf(ComparisonOperator) },
    statistic: { read: text },
    ...period,
    evaluationPeriods: { read: whole },
    datapointsToAlarm: { read: whole },
    treatMissingData: { read: oneOf(TreatMissingData) },
    symptom: { read: text },
    runbookUrl: { read: text },
    ...actions,
  });
  const expected = objectOf<Expected>({
    ...latency,
    trafficPerMinute: { read: positive },
    anomaly: { read: flag },
  });
  const common = {
    alarms: { read: mapOf(alarm) },
    signals: { read: mapOf(flag) },
    expected: { read: expected },
  } satisfies Fields;
  const resource = { enabled: { read: flag }, ...common } satisfies Fields;
  const settings = objectOf<ResourceSettings>(resource);
  const service = {
    profile: { read: oneOf(AlarmProfile) },
    runbookUrl: { read: text },
    ...common,
    types: { read: mapOf(settings) },
    resources: { read: mapOf(settings) },
  } satisfies Fields;
  return { resource, service };
}

const data = fieldsOf(DATA);

/** The members of settings in code, for those whom no compiler tells. */
export const codeFields = fieldsOf(CODE);

/** The settings of one resource: what stands in its CloudFormation `Metadata`. */
export const readResourceSettings = objectOf<ResourceSettings>(data.resource);

export interface SettingsData extends ServiceSettings {
  readonly environments?: Readonly<Record<string, ServiceSettings>>;
}

/** The settings of a service, with those of its environments. */
export const readServiceSettings = objectOf<SettingsData>({
  ...data.service,
  environments: { read: mapOf(objectOf<ServiceSettings>(data.service)) },
});

/** Whether a value is an object with a method; a class has static ones of its own. */
export function has(value: unknown, method: string): boolean {
  return (
    value !== null && typeof value === 'object' && typeof (value as Record<string, unknown>)[method] === 'function'
  );
}

function actionOf(alarmActionArn: string): IAlarmAction {
  return { bind: () => ({ alarmActionArn }) };
}
