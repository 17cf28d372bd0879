import {
  Alarm,
  AnomalyDetectionAlarm,
  type CfnAlarm,
  ComparisonOperator,
  type IAlarmAction,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { PlannedAlarm } from '../plan/plan';
import { GoldenSignalsError } from '../private/errors';
import { cloudWatchMetric } from '../signals/cloudwatch-metric';
import { limitOf, type Threshold } from '../signals/signal';
import { tagSeverity } from './severity-tag';

const MISSING_DATA = {
  notBreaching: TreatMissingData.NOT_BREACHING,
  breaching: TreatMissingData.BREACHING,
  ignore: TreatMissingData.IGNORE,
  missing: TreatMissingData.MISSING,
};

/** Until a new resource publishes its first metrics. */
const WARM_UP_MARGIN_MINUTES = 5;

/** The CloudWatch alarm of a planned one. It tells `action` both when it starts and when it is over. */
export function createAlarm(
  scope: Construct,
  id: string,
  planned: PlannedAlarm,
  action: IAlarmAction | undefined,
): Alarm {
  const { threshold, datapoints } = planned;
  const shared = {
    alarmName: planned.name,
    alarmDescription: planned.description,
    metric: cloudWatchMetric(planned.query, datapoints.periodSeconds),
    evaluationPeriods: datapoints.of,
    // All of them is what CloudWatch takes if nothing is said.
    datapointsToAlarm: datapoints.breaching === datapoints.of ? undefined : datapoints.breaching,
    treatMissingData: MISSING_DATA[planned.treatMissingData],
  };
  const value = limitOf(threshold);
  const alarm =
    value === undefined
      ? new AnomalyDetectionAlarm(scope, id, { ...shared, ...bandOf(threshold) })
      : new Alarm(scope, id, { ...shared, threshold: value, comparisonOperator: operatorOf(threshold) });
  const resource = alarm.node.defaultChild as CfnAlarm;
  if (planned.treatMissingData === 'breaching') resource.warmUpConfiguration = warmUp(datapoints);
  if (action === undefined) tagSeverity(alarm, planned.severity);
  else {
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
  }
  if (planned.actions !== undefined) addActions(alarm, planned.actions);
  return alarm;
}

/** One action of the user's may be that of many alarms. */
function addActions(alarm: Alarm, actions: readonly IAlarmAction[]): void {
  try {
    alarm.addAlarmAction(...actions);
  } catch (error) {
    throw new GoldenSignalsError(
      'ActionRefused',
      `an action of it cannot be added: ${(error as Error).message}. A LambdaAction of several alarms needs { useUniquePermissionId: true }`,
      alarm,
    );
  }
}

function operatorOf(threshold: Threshold): ComparisonOperator {
  if ('above' in threshold) return ComparisonOperator.GREATER_THAN_THRESHOLD;
  if ('atLeast' in threshold) return ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD;
  if ('below' in threshold) return ComparisonOperator.LESS_THAN_THRESHOLD;
  return ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD;
}

function bandOf(threshold: Threshold): { stdDevs?: number; comparisonOperator: ComparisonOperator } {
  if ('aboveBand' in threshold) {
    return { stdDevs: threshold.aboveBand, comparisonOperator: ComparisonOperator.GREATER_THAN_UPPER_THRESHOLD };
  }
  return {
    stdDevs: 'belowBand' in threshold ? threshold.belowBand : undefined,
    comparisonOperator: ComparisonOperator.LESS_THAN_LOWER_THRESHOLD,
  };
}

/** Where silence is the alarm, the silence before the first deployment is none. */
function warmUp({ of, periodSeconds }: PlannedAlarm['datapoints']): CfnAlarm.WarmUpConfigurationProperty {
  return { warmUpPeriodDurationInMinutes: Math.ceil((of * periodSeconds) / 60) + WARM_UP_MARGIN_MINUTES };
}
