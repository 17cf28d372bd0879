import { actionsOf, comparisonOf, given, identifyAlarm, missingDataTreatment, warmUpOf } from '../alarm-members';
import type { ResourceType } from '../resource-type';

const WHY = 'an alarm on a log query: Logs Insights queries are not run, it stays INSUFFICIENT_DATA';

/** An alarm on the results of a scheduled Logs Insights query: loaded, never evaluated. */
export const logAlarm: ResourceType = {
  type: 'AWS::CloudWatch::LogAlarm',
  identify: identifyAlarm,
  read: ({ logicalId, identity, properties }, context) => {
    properties.harmless('AlarmName', 'ActionLogLineCount', 'ActionLogLineRoleArn');
    properties.harmless('ScheduledQueryConfiguration');
    context.report(logicalId, WHY);
    return {
      alarms: [
        {
          logicalId,
          name: identity.ref,
          arn: identity.attributes.Arn!,
          ...given('description', properties.text('AlarmDescription')),
          metrics: [],
          periodSeconds: 60,
          evaluationPeriods: properties.number('QueryResultsToEvaluate') ?? 1,
          ...given('datapointsToAlarm', properties.number('QueryResultsToAlarm')),
          ...given('threshold', properties.number('Threshold')),
          comparisonOperator: comparisonOf(properties) ?? 'GreaterThanThreshold',
          treatMissingData: missingDataTreatment(properties, context),
          ...given('warmUp', warmUpOf(properties)),
          notRehearsed: WHY,
          ...actionsOf(properties),
        },
      ],
    };
  },
};
