import { Duration } from 'aws-cdk-lib';
import { alarmPrice } from '../../../lib/cost/price';
import { makePlan } from '../../../lib/plan/make-plan';
import { definitions } from '../../../lib/resources/generated/registry';
import type { Expected } from '../../../lib/settings/expected';
import type { ResourceSettings } from '../../../lib/settings/resource-settings';
import { fakeResource } from '../fake-resource';

function planOf(settings: ResourceSettings, type = 'AWS::Lambda::Function') {
  const resources = [fakeResource({ type, properties: { Name: 'orders' } })];
  return makePlan([{ found: { resources, leftOut: [] }, settings }], { serviceName: 'Shop', definitions });
}

function alarmsOf(expected: Expected, type?: string) {
  const plan = planOf({ expected }, type);
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

/** The chance of fewer than `limit` requests where `expected` are (Poisson). */
function chanceOfFewer(limit: number, expected: number): number {
  let term = Math.exp(-expected);
  let sum = 0;
  for (let count = 0; count < limit; count++) {
    sum += term;
    term *= expected / (count + 1);
  }
  return sum;
}

/** Of three periods in a row, when there are exactly as many requests as expected all year. */
function chanceOfAlarm(trafficPerMinute: number): number {
  const { threshold, datapoints } = alarmsOf({ trafficPerMinute })['less-traffic-than-expected']!;
  const minutes = datapoints.periodSeconds / 60;
  return chanceOfFewer((threshold as { below: number }).below, trafficPerMinute * minutes) ** datapoints.breaching;
}

const MINUTES_A_YEAR = 525_600;

test.each([0.5, 0.75, 1, 2, 3, 6, 20, 100])(
  'traffic of %d a minute: chance alone gives no ticket in a thousand years',
  (trafficPerMinute) => {
    // CloudWatch looks once a minute: the sum over all minutes is the most that it can be.
    expect(MINUTES_A_YEAR * chanceOfAlarm(trafficPerMinute)).toBeLessThan(1 / 1000);
    expect(planOf({ expected: { trafficPerMinute } }).warnings).toEqual([]);
  },
);

test.each([0.02, 0.05, 0.1, 0.15])(
  'traffic of %d a minute: chance gives tickets every year, and that is said',
  (trafficPerMinute) => {
    const hoursInARow = MINUTES_A_YEAR / 60;
    // The least that it can be: looked at once an hour.
    expect(hoursInARow * chanceOfAlarm(trafficPerMinute)).toBeGreaterThan(1);
    expect(planOf({ expected: { trafficPerMinute } }).warnings).toEqual([
      {
        id: 'golden-signals:too-little-traffic',
        path: expect.any(String),
        message: expect.stringMatching(/trafficPerMinute is 0\.\d+: .*works from 0\.5 on/),
      },
    ]);
  },
);

test('little traffic is not doubted where the alarm is off, or has a threshold that somebody chose', () => {
  const expected = { trafficPerMinute: 0.1 };
  for (const override of [{ enabled: false }, { threshold: 1, period: Duration.hours(8) }]) {
    expect(planOf({ expected, alarms: { 'less-traffic-than-expected': override } }).warnings).toEqual([]);
  }
});

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
