import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const SHOP = {
  Resources: {
    ErrorsHigh5A1B2C3D: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        AlarmName: 'shop/errors-high',
        Namespace: 'Shop',
        MetricName: 'Errors',
        Dimensions: [{ Name: 'FunctionName', Value: { Ref: 'Checkout0A1B2C3D' } }],
        Statistic: 'Sum',
        Period: 60,
        EvaluationPeriods: 3,
        DatapointsToAlarm: 2,
        Threshold: 5,
        ComparisonOperator: 'GreaterThanThreshold',
        TreatMissingData: 'notBreaching',
      },
    },
    TrafficOdd: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        AlarmName: 'shop/traffic-odd',
        ThresholdMetricId: 'band',
        EvaluationPeriods: 1,
        ComparisonOperator: 'LessThanLowerOrGreaterThanUpperThreshold',
        Metrics: [
          {
            Id: 'm1',
            ReturnData: true,
            MetricStat: { Metric: { Namespace: 'Shop', MetricName: 'Requests' }, Stat: 'Sum', Period: 60 },
          },
          { Id: 'band', ReturnData: true, Expression: 'ANOMALY_DETECTION_BAND(m1, 2)' },
        ],
      },
    },
    Checkout0A1B2C3D: {
      Type: 'AWS::Lambda::Function',
      Properties: { Handler: 'index.handler', Runtime: 'python3.13', Code: { ZipFile: '' } },
    },
    Lines: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/shop/api' } },
    Letters: { Type: 'AWS::SQS::Queue', Properties: {} },
    Mail: {
      Type: 'AWS::SNS::Subscription',
      Properties: { TopicArn: { Ref: 'Alerts' }, Protocol: 'email', Endpoint: 'ops@example.com' },
    },
    Alerts: { Type: 'AWS::SNS::Topic', Properties: {} },
  },
};

/** Writes files into a new folder, beside the template of a shop, and gives the path of each. */
export function written<Name extends string>(files: Readonly<Record<Name, string>>): Record<Name, string> {
  const folder = mkdtempSync(join(tmpdir(), 'alarm-tests-'));
  const all = { 'shop.json': JSON.stringify(SHOP), ...files };
  for (const [name, text] of Object.entries(all)) writeFileSync(join(folder, name), text);
  return Object.fromEntries(Object.keys(all).map((name) => [name, join(folder, name)])) as Record<Name, string>;
}
