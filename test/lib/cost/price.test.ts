import { alarmPrice, monthlyPrice } from '../../../lib/cost/price';
import { makePlan } from '../../../lib/plan/make-plan';
import { definitions } from '../../../lib/resources/generated/registry';
import { fakeResource } from '../fake-resource';

const metric = { namespace: 'AWS/X', metricName: 'M', dimensions: {}, statistic: 'Sum' };
const everyMinute = { breaching: 1, of: 1, periodSeconds: 60 };

function plannedFor(...types: string[]) {
  const resources = types.map((type, index) => fakeResource({ type, id: `R${index}` }));
  return makePlan([{ found: { resources, leftOut: [] } }], { serviceName: 'Shop', definitions }).resources;
}

test('an alarm costs 0.10 USD for each metric that it reads, three times as much below a minute', () => {
  expect(alarmPrice({ query: metric, datapoints: everyMinute })).toBeCloseTo(0.1);
  expect(
    alarmPrice({ query: { expression: 'a / b', metrics: { a: metric, b: metric } }, datapoints: everyMinute }),
  ).toBeCloseTo(0.2);
  expect(alarmPrice({ query: metric, datapoints: { ...everyMinute, periodSeconds: 10 } })).toBeCloseTo(0.3);
});

test('a function costs 0.90 USD a month in alarms', () => {
  const price = monthlyPrice(plannedFor('AWS::Lambda::Function'), { dashboards: 1, notifierAlarms: 3 });
  expect(price.alarms).toBeCloseTo(0.9 + 0.3);
  expect(price).toMatchObject({ customMetrics: 0, dashboards: 3, kmsKey: 1 });
});

test('metrics from log lines are custom metrics, each counted once', () => {
  const price = monthlyPrice(plannedFor('AWS::Logs::LogGroup'), { dashboards: 1, notifierAlarms: 0 });
  expect(price.customMetrics).toBeCloseTo(0.6);
});
