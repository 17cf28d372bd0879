import { definitions } from '../../../lib/resources/generated/registry';
import { metricsIn } from '../../../lib/signals/signal';
import { rehearse } from '../../../rehearsal/rehearse';
import { fakeResource } from '../fake-resource';
import { attached } from '../resources/behaviour/attached';

type Values = readonly (number | null)[];

const FUNCTION = { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'orders' } };
const { model } = attached({
  name: 'function',
  template: { Resources: { Orders: FUNCTION } },
  dimensions: {},
  alarms: {},
  events: {},
});
const alone = { ...model, functions: [], dashboards: [], logGroups: [] };

/** When each alarm fires, in minutes since the start: what is evaluated at minute 1 is the first value. */
async function fires(given: { invocations: Values; errors?: Values; throttles?: Values }): Promise<string[]> {
  const series = { Invocations: given.invocations, Errors: given.errors ?? [], Throttles: given.throttles ?? [] };
  const metrics = Object.entries(series).map(([metricName, values]) => ({
    namespace: 'AWS/Lambda',
    metricName,
    dimensions: { FunctionName: 'orders' },
    values,
  }));
  const scenario = { title: 'requests', minutes: given.invocations.length, metrics };
  const { record } = await rehearse({ template: alone, scenario, actions: false });
  return record.alarms
    .flatMap(({ name, transitions }) =>
      transitions
        .filter(({ state }) => state === 'ALARM')
        .map(({ atMs }) => `${name.slice('Shop/Orders/'.length)}@${(atMs - record.startMs) / 60_000}`),
    )
    .sort();
}

/** `[3, 10], [1, 0]` are three times 10 and once 0. */
const runs = (...parts: [number, number | null][]): Values =>
  parts.flatMap(([times, value]) => Array.from({ length: times }, () => value));

/** A request every four minutes; for it, `value` from a minute to another and 0 else. */
const everyFourth = (from: number, to: number, value: number): Values =>
  Array.from({ length: 40 }, (_, minute) => (minute % 4 === 0 ? (minute >= from && minute < to ? value : 0) : null));

describe('the page for errors', () => {
  test('comes after four bad minutes of an outage, once', async () => {
    const found = await fires({ invocations: runs([40, 6]), errors: runs([20, 0], [4, 6], [16, 0]) });
    expect(found).toEqual(['errors@24']);
  });

  test('comes when one request in ten fails', async () => {
    expect(await fires({ invocations: runs([30, 20]), errors: runs([20, 0], [10, 2]) })).toEqual(['errors@24']);
  });

  test('comes with the fourth failure in a row where there is a request every four minutes', async () => {
    const found = await fires({ invocations: everyFourth(0, 40, 1), errors: everyFourth(20, 36, 1) });
    expect(found).toContain('errors@33');
  });

  test('comes once for a schedule that fails every five minutes', async () => {
    const everyFifth = (value: number) =>
      Array.from({ length: 60 }, (_, minute) => (minute % 5 === 0 ? (minute < 20 ? 0 : value) : null));
    const found = await fires({ invocations: everyFifth(1).map((value) => value && 1), errors: everyFifth(1) });
    expect(found.filter((alarm) => alarm.startsWith('errors@'))).toEqual(['errors@36']);
  });

  test('does not come for three bad minutes: a deployment, and a blip soon after', async () => {
    const errors = runs([20, 0], [2, 3], [6, 0], [1, 6], [32, 0]);
    expect(await fires({ invocations: runs([61, 6]), errors })).toEqual([]);
    const slow = runs([20, 0], [3, 100], [38, 0]);
    expect(await fires({ invocations: runs([61, 1000]), errors: slow })).toEqual([]);
  });

  test('takes one failure among fewer than thirteen requests for a bad minute, among more two', async () => {
    const errors = runs([20, 0], [4, 1], [16, 0]);
    expect(await fires({ invocations: runs([40, 12]), errors })).toEqual(['errors@24']);
    expect(await fires({ invocations: runs([40, 13]), errors })).toEqual([]);
  });

  test.each([1, 6, 20, 1000])('does not come for one minute in which all of %d requests fail', async (requests) => {
    const errors = runs([20, 0], [1, requests], [40, 0]);
    expect(await fires({ invocations: runs([61, requests]), errors })).toEqual([]);
  });

  test('does not come for a deployment in which one request in fifty fails', async () => {
    const invocations = runs([40, 50]);
    expect(await fires({ invocations, errors: runs([20, 0], [5, 1], [15, 0]) })).toEqual([]);
    expect(await fires({ invocations, errors: runs([20, 0], [2, 3], [18, 0]) })).toEqual([]);
  });

  test('comes where the metric of errors is missing unless there are some, as of a load balancer', async () => {
    const errors = runs([20, null], [4, 20], [20, null]);
    expect(await fires({ invocations: runs([44, 20]), errors })).toEqual(['errors@24']);
    expect(await fires({ invocations: runs([43, 20]), errors: runs([20, null], [1, 20], [22, null]) })).toEqual([]);
  });

  test('comes where failed requests are not counted as requests', async () => {
    const invocations = runs([20, 20], [4, null], [5, 20]);
    expect(await fires({ invocations, errors: runs([20, null], [4, 20], [5, null]) })).toContain('errors@24');
  });
});

describe('the ticket for most requests failing', () => {
  test('comes with the second failure where there is a request every four minutes', async () => {
    const invocations = everyFourth(0, 40, 1);
    expect(await fires({ invocations, errors: everyFourth(20, 28, 1) })).toEqual(['errors-most@25']);
    expect(await fires({ invocations, errors: everyFourth(20, 24, 1) })).toEqual([]);
  });

  test('comes when two of a minute fail and nothing follows, but not among others that succeed', async () => {
    const errors = runs([20, 0], [1, 2], [29, 0]);
    expect(await fires({ invocations: runs([20, null], [1, 2], [29, null]), errors })).toEqual(['errors-most@21']);
    expect(await fires({ invocations: runs([20, 1], [1, 2], [29, 1]), errors })).toEqual([]);
  });

  test('does not come for two of four', async () => {
    const invocations = runs([20, null], [1, 4], [29, null]);
    expect(await fires({ invocations, errors: runs([20, null], [1, 2], [29, null]) })).toEqual([]);
  });

  test('does not come again after the incident, when there is no request for long', async () => {
    // The second request that succeeds ends it; later, CloudWatch would look back past minutes without any.
    const invocations = runs([20, null], [2, 1], [1, 2], [57, null]);
    expect(await fires({ invocations, errors: runs([20, null], [2, 1], [1, 0], [57, null]) })).toEqual([
      'errors-most@22',
    ]);
  });
});

describe('the ticket for errors that last', () => {
  test('comes when two in a hundred fail for more than three quarters of an hour', async () => {
    const errors = runs([20, 0], [60, 2]);
    expect(await fires({ invocations: runs([80, 100]), errors })).toEqual(['errors-lasting@78']);
  });

  test('does not come for blips and a deployment in an hour, nor for what lasts half an hour', async () => {
    const blips = runs([20, 0], [1, 20], [19, 0], [1, 20], [29, 0]);
    expect(await fires({ invocations: runs([70, 20]), errors: blips })).toEqual([]);
    const between = runs([20, 0], [2, 10], [20, 0], [1, 20], [29, 0]);
    expect(await fires({ invocations: runs([72, 20]), errors: between })).toEqual([]);
    const half = runs([60, 0], [30, 4], [60, 0]);
    expect(await fires({ invocations: runs([150, 100]), errors: half })).toEqual([]);
  });
});

describe('the ticket for throttles', () => {
  test('comes after five minutes, also when nothing gets through', async () => {
    const found = await fires({ invocations: runs([20, 20], [10, null]), throttles: runs([20, 0], [10, 20]) });
    expect(found).toEqual(['throttles@25']);
  });

  test('does not come for a burst of three minutes', async () => {
    expect(await fires({ invocations: runs([40, 20]), throttles: runs([20, 0], [3, 50], [17, 0]) })).toEqual([]);
  });
});

test('the defaults of a function cost at most 1.00 USD a month, ten metrics, and 0.40 in the lean profile', () => {
  const alarms = definitions
    .get('AWS::Lambda::Function')![0]!
    .signals(fakeResource())
    .flatMap((signal) => signal.alarms);
  const lean = alarms.filter(({ lean, severity }) => lean ?? severity === 'page');
  const metricsOf = (some: typeof alarms) => some.flatMap(({ query }) => metricsIn(query)).length;
  expect(alarms.map(({ id }) => id)).toEqual(['latency', 'errors', 'errors-most', 'errors-lasting', 'throttles']);
  expect(metricsOf(alarms)).toBeLessThanOrEqual(10);
  expect(lean.map(({ id }) => id)).toEqual(['errors', 'throttles']);
  expect(metricsOf(lean)).toBeLessThanOrEqual(4);
});
