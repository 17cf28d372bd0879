import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator } from 'aws-cdk-lib/aws-cloudwatch';
import { makePlan } from '../../../lib/plan/make-plan';
import type { AlarmOverrides } from '../../../lib/plan/own-alarms';
import { definitions } from '../../../lib/resources/generated/registry';
import { fakeResource } from '../fake-resource';

function alarmsOf(alarms: AlarmOverrides, types = ['AWS::Lambda::Function']) {
  const resources = types.map((type) =>
    fakeResource({ type, id: type.replaceAll(':', ''), properties: { Name: 'orders' } }),
  );
  const { resources: planned } = makePlan([{ found: { resources, leftOut: [] }, settings: { alarms } }], {
    serviceName: 'Shop',
    definitions,
  });
  const all = planned.flatMap(({ signals }) =>
    signals.flatMap((signal) => signal.alarms.map((alarm) => ({ signal, alarm }))),
  );
  return Object.fromEntries(all.map(({ signal, alarm }) => [alarm.id, { ...alarm, signal: signal.id }]));
}

test('a new id with a metric is an alarm of its own, where the metric is shown and with its statistic', () => {
  const { concurrency } = alarmsOf({ concurrency: { metric: 'ConcurrentExecutions', threshold: 800 } });
  expect(concurrency).toMatchObject({
    severity: 'ticket',
    query: { namespace: 'AWS/Lambda', metricName: 'ConcurrentExecutions', statistic: 'Maximum' },
    threshold: { above: 800, unit: 'count' },
    datapoints: { breaching: 3, of: 3, periodSeconds: 60 },
    treatMissingData: 'notBreaching',
    signal: 'saturation',
  });
  expect(concurrency!.description).toBe(
    [
      'ConcurrentExecutions is beyond its limit: function AWSLambdaFunction.',
      'When: ConcurrentExecutions (Maximum) above 800 for 3 minutes.',
    ].join('\n'),
  );
});

test('all of it can be said', () => {
  const alarms = alarmsOf({
    idle: {
      metric: 'Invocations',
      threshold: 1,
      comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
      statistic: 'SampleCount',
      period: Duration.hours(1),
      evaluationPeriods: 1,
      symptom: 'nobody asks for anything',
    },
  });
  expect(alarms.idle).toMatchObject({
    query: { metricName: 'Invocations', statistic: 'SampleCount' },
    threshold: { below: 1 },
    datapoints: { breaching: 1, of: 1, periodSeconds: 3600 },
    description: expect.stringMatching(/^Nobody asks for anything/),
  });
});

test('a default alarm with another metric keeps its severity and texts', () => {
  const { errors } = alarmsOf({ errors: { metric: 'Errors', threshold: 0 } });
  expect(errors).toMatchObject({
    severity: 'page',
    query: { metricName: 'Errors', statistic: 'Sum' },
    threshold: { above: 0, unit: 'count' },
    datapoints: { breaching: 4, of: 20 },
  });
  expect(errors!.description).toMatch(/invocations fail.*Errors \(Sum\) above 0 /is);
});

test('where several types are meant, those that have the metric get it', () => {
  const types = ['AWS::SQS::Queue', 'AWS::Lambda::Function'];
  expect(alarmsOf({ busy: { metric: 'Invocations', threshold: 1 } }, types)).toHaveProperty('busy');
});

test('a metric that no definition reads, and no threshold, are refused', () => {
  expect(() => alarmsOf({ busy: { metric: 'Invocation', threshold: 1 } })).toThrow(
    /UnknownMetric.*did you mean "Invocations"/,
  );
  expect(() => alarmsOf({ busy: { metric: 'Invocations' } })).toThrow(
    /OwnAlarmWithoutThreshold.*"busy" of Shop\/AWSLambdaFunction/,
  );
});
