import { expect, test } from '@jest/globals';
import '../../../rehearsal/jest';
import { rehearsal } from '../../../rehearsal';

test('the matchers are there, with their types, in tests that import expect', async () => {
  const template = {
    Resources: {
      A: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: {
          AlarmName: 'quiet',
          Namespace: 'Shop',
          MetricName: 'Errors',
          Statistic: 'Sum',
          Period: 60,
          EvaluationPeriods: 1,
          Threshold: 5,
          ComparisonOperator: 'GreaterThanThreshold',
        },
      },
    },
  };
  const run = await rehearsal(template).series('Shop Errors', '0x9').run('10m');
  expect(run.alarm('quiet')).toStay('OK');
  expect(run.alarm('quiet')).not.toBecome('ALARM');
  expect(run).toStayQuiet();
});
