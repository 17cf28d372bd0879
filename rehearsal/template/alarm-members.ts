import type { AlarmModel, ComparisonOperator, TreatMissingData } from './model';
import type { Properties } from './properties';
import type { ReadContext, ResourceType } from './resource-type';
import { severityTag } from './severity';
import { arnOf, derivedName } from './stack-context';

// What the CloudFormation types of alarms have in common.

const operators: readonly string[] = [
  'GreaterThanThreshold',
  'GreaterThanOrEqualToThreshold',
  'LessThanThreshold',
  'LessThanOrEqualToThreshold',
  'LessThanLowerOrGreaterThanUpperThreshold',
  'LessThanLowerThreshold',
  'GreaterThanUpperThreshold',
] satisfies ComparisonOperator[];
const missingDataTreatments: readonly string[] = [
  'missing',
  'ignore',
  'breaching',
  'notBreaching',
] satisfies TreatMissingData[];

export const identifyAlarm: ResourceType['identify'] = (logicalId, stack, name) => {
  const alarmName = name('AlarmName') ?? derivedName(stack, logicalId);
  return { ref: alarmName, attributes: { Arn: arnOf(stack, 'cloudwatch', `alarm:${alarmName}`) } };
};

/** The members that metric, log and composite alarms share. */
export function actionsOf(
  properties: Properties,
): Pick<AlarmModel, 'severity' | 'actionsEnabled' | 'alarmActions' | 'okActions' | 'insufficientDataActions'> {
  properties.harmless('ActionConfiguration');
  return {
    ...severityTag(properties),
    actionsEnabled: properties.flag('ActionsEnabled') ?? true,
    alarmActions: properties.texts('AlarmActions'),
    okActions: properties.texts('OKActions'),
    insufficientDataActions: properties.texts('InsufficientDataActions'),
  };
}

/** `undefined` for an operator that is not known. */
export function comparisonOf(properties: Properties): ComparisonOperator | undefined {
  const operator = properties.text('ComparisonOperator') ?? '';
  return operators.includes(operator) ? (operator as ComparisonOperator) : undefined;
}

export function missingDataTreatment(properties: Properties, { report }: ReadContext): TreatMissingData {
  const treatment = properties.text('TreatMissingData') ?? 'missing';
  if (missingDataTreatments.includes(treatment)) return treatment as TreatMissingData;
  report(`${properties.path}.TreatMissingData`, `"${treatment}" is not known; treated as "missing"`);
  return 'missing';
}

export function warmUpOf(properties: Properties): AlarmModel['warmUp'] {
  const warmUp = properties.section('WarmUpConfiguration');
  if (warmUp === undefined) return undefined;
  return {
    minutes: warmUp.number('WarmUpPeriodDurationInMinutes') ?? 0,
    waitsForItsEnd: warmUp.flag('OnlyStartEvaluatingAfterWarmUpPeriodEnds') ?? false,
  };
}

/** `{ key: value }`, or nothing for a value that is not given. */
export function given<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]?: Value });
}
