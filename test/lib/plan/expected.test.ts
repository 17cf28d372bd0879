import { Duration } from 'aws-cdk-lib';
import { alarmPrice } from '../../../lib/cost/price';
import { makePlan } from '../../../lib/plan/make-plan';
import { definitions } from '../../../lib/resources/generated/registry';
import type { Expected } from '../../../lib/settings/expected';
import { fakeResource } from '../fake-resource';

function alarmsOf(expected: Expected, type = 'AWS::Lambda::Function') {
  const resources = [fakeResource({ type, properties: { Name: 'orders' } })];
  const plan = makePlan([{ found: { resources, leftOut: [] }, settings: { expected } }], {
    serviceName: 'Shop',
    definitions,
  });
  const alarms = plan.resources.flatMap(({ signals }) => signals.flatMap((signal) => signal.alarms));
  return Object.fromEntries(alarms.map((alarm) => [alarm.id, alarm]));
}

test('nothing is expected by default', () => {
  expect(Object.keys(alarmsOf({})).join()).not.toMatch(/expected|unusual/);
});

test('latency: a ticket when nine of ten requests are slower, in the unit of the metric', () => {
  expect(alarmsOf({ latency: Duration.seconds(1) })['slower-than-expected']).toMatchObject({
    severity: 'ticket',
    query: { metricName: 'Duration', statistic: 'p90' },
    threshold: { above: 1000, unit: 'ms' },
    datapoints: { breaching: 3, of: 5, periodSeconds: 60 },
    treatMissingData: 'notBreaching',
  });
});

test.each([
  [100, 300, 250],
  [6, 300, 15],
  [3, 900, 22.5],
  [0.5, 3600, 15],
])(
  'traffic of %d a minute: half of it over periods of %d s is %d requests',
  (trafficPerMinute, periodSeconds, below) => {
    expect(alarmsOf({ trafficPerMinute })['less-traffic-than-expected']).toMatchObject({
      severity: 'ticket',
      query: {
        expression: 'FILL(requests, 0)',
        metrics: { requests: { metricName: 'Invocations', statistic: 'Sum' } },
      },
      threshold: { below },
      datapoints: { breaching: 3, of: 3, periodSeconds },
      treatMissingData: 'breaching',
    });
  },
);

test('an anomaly band stands in for what is not given, at the price of three metrics', () => {
  const alarms = alarmsOf({ anomaly: true, latency: Duration.millis(100) });
  expect(alarms).toHaveProperty('slower-than-expected');
  expect(alarms).not.toHaveProperty('unusual-latency');
  expect(alarms['unusual-traffic']).toMatchObject({ threshold: { belowBand: 3 }, treatMissingData: 'breaching' });
  expect(alarmPrice(alarms['unusual-traffic']!)).toBeCloseTo(0.3);
});

test.each(['AWS::Lambda::Function', 'AWS::ApiGatewayV2::Api', 'AWS::ApiGateway::RestApi', 'AWS::SQS::Queue'])(
  '%s can be expected to have traffic and latency, with no word of its own definition about it',
  (type) => {
    const alarms = alarmsOf({ latency: Duration.seconds(1), trafficPerMinute: 10 }, type);
    expect(Object.keys(alarms)).toEqual(expect.arrayContaining(['slower-than-expected', 'less-traffic-than-expected']));
  },
);

test('refused where there is nothing to expect it of', () => {
  expect(() => alarmsOf({ latency: Duration.seconds(1) }, 'AWS::Logs::LogGroup')).toThrow(/NothingToExpect.*latency/);
});
