import { Clock, Phase } from '../../../rehearsal/clock';
import { LogStore } from '../../../rehearsal/logs/log-store';
import { MetricReader } from '../../../rehearsal/metrics/metric-reader';
import { MetricStore } from '../../../rehearsal/metrics/metric-store';
import type { MetricFilterModel } from '../../../rehearsal/template/model';

const GROUP = '/shop/orders';
const START_MS = Date.parse('2026-03-02T10:00:00Z');
const MINUTE_MS = 60_000;

type Transformation = MetricFilterModel['transformations'][number];

function filter(filterPattern: string, transformation: Partial<Transformation> = {}): MetricFilterModel {
  return {
    logicalId: 'ErrorFilter',
    logGroupName: GROUP,
    filterPattern,
    transformations: [
      { namespace: 'Shop', metricName: 'ErrorLines', metricValue: '1', dimensions: {}, ...transformation },
    ],
  };
}

class Logs {
  public readonly clock = new Clock(START_MS);
  public readonly metrics = new MetricStore();
  public readonly store: LogStore;

  public constructor(...metricFilters: MetricFilterModel[]) {
    this.store = new LogStore({ metricFilters, sink: this.metrics, clock: this.clock });
  }

  /** Writes a line `seconds` after the start, when the clock gets there. */
  public write(seconds: number, message: string | object, logGroupName = GROUP): void {
    const timestampMs = START_MS + seconds * 1000;
    const text = typeof message === 'string' ? message : JSON.stringify(message);
    this.clock.schedule(timestampMs, Phase.TRAFFIC, () => this.store.put({ logGroupName, timestampMs, message: text }));
  }

  public async perMinute(
    minutes: number,
    metric: { namespace?: string; metricName?: string; dimensions?: Record<string, string>; statistic?: string } = {},
  ): Promise<(number | null)[]> {
    await this.clock.runUntil(START_MS + minutes * MINUTE_MS);
    const query = {
      namespace: 'Shop',
      metricName: 'ErrorLines',
      dimensions: {},
      statistic: 'Sum',
      periodSeconds: 60,
      ...metric,
    };
    const [series] = new MetricReader(this.metrics).read(
      [{ id: 'm1', returnData: true, metric: query }],
      START_MS,
      START_MS + minutes * MINUTE_MS,
      60,
    );
    return series!.points.map(([, value]) => value);
  }
}

describe('a metric filter', () => {
  test('counts the lines of its own log group that match', async () => {
    const logs = new Logs(filter('{ $.level = "ERROR" }'));
    logs.write(1, { level: 'ERROR', message: 'a' });
    logs.write(2, { level: 'INFO', message: 'b' });
    logs.write(61, { level: 'ERROR', message: 'c' });
    logs.write(62, { level: 'ERROR', message: 'd' }, '/shop/other');
    expect(await logs.perMinute(3)).toEqual([1, 1, null]);
  });

  test('can take the value and the dimensions from the line; a value that is no number makes no datapoint', async () => {
    const logs = new Logs(
      filter('{ $.latency = * }', { metricValue: '$.latency', dimensions: { Route: '$.route' }, unit: 'Milliseconds' }),
    );
    logs.write(1, { latency: 20, route: '/a' });
    logs.write(2, { latency: '22.5', route: '/a' });
    logs.write(3, { latency: 'slow', route: '/a' });
    logs.write(4, { latency: 1000, route: '/b' });
    logs.write(5, { latency: 1 });
    expect(await logs.perMinute(1, { dimensions: { Route: '/a' } })).toEqual([42.5]);
    expect(await logs.perMinute(1, { dimensions: { Route: '/b' } })).toEqual([1000]);
    expect(logs.metrics.units({ namespace: 'Shop', metricName: 'ErrorLines', dimensions: { Route: '/a' } })).toEqual([
      'Milliseconds',
    ]);
  });

  test('reports its default at the end of the minute, before alarms are evaluated', async () => {
    const logs = new Logs(filter('ERROR', { defaultValue: 0 }));
    logs.write(1, 'all is well');
    const seen: (number | undefined)[] = [];
    const errorLines = { namespace: 'Shop', metricName: 'ErrorLines', dimensions: {} };
    const read = () => {
      const series = logs.metrics.find(errorLines);
      seen.push(series?.sum(0, 1));
    };
    logs.clock.schedule(START_MS + MINUTE_MS - 1, Phase.METRIC_ALARMS, read);
    logs.clock.schedule(START_MS + MINUTE_MS, Phase.METRIC_ALARMS, read);
    await logs.clock.runUntil(START_MS + MINUTE_MS);
    expect(seen).toEqual([undefined, 0]);
  });

  test.each<[string, MetricFilterModel, RegExp]>([
    ['a pattern', filter('{ $.level = }'), /at character 13/],
    [
      'a value',
      filter('ERROR', { metricValue: 'latency' }),
      /the value of ErrorLines is neither a number nor a selector/,
    ],
    ['a selector', filter('ERROR', { metricValue: '$.a..b' }), /the value of ErrorLines is no selector: "\$\.a\.\.b"/],
    [
      'a default beside dimensions',
      filter('{ $.a = * }', { defaultValue: 0, dimensions: { A: '$.a' } }),
      /a default value and dimensions/,
    ],
  ])('that it cannot understand, because of %s, is reported and the others go on', async (_, broken, what) => {
    const logs = new Logs(broken, filter('ERROR', { metricName: 'Others' }));
    logs.write(1, 'ERROR');
    expect(await logs.perMinute(1, { metricName: 'Others' })).toEqual([1]);
    expect(logs.store.findings).toEqual([{ where: 'ErrorFilter.FilterPattern', what: expect.stringMatching(what) }]);
  });
});

describe('EMF lines', () => {
  const emf = (latency: unknown) => ({
    _aws: {
      Timestamp: START_MS + 5000,
      CloudWatchMetrics: [
        { Namespace: 'Shop', Dimensions: [['service']], Metrics: [{ Name: 'latency', Unit: 'Milliseconds' }] },
      ],
    },
    service: 'orders',
    latency,
  });

  test('become metrics', async () => {
    const logs = new Logs();
    logs.write(5, emf([10, 20]));
    expect(await logs.perMinute(1, { metricName: 'latency', dimensions: { service: 'orders' } })).toEqual([30]);
  });

  test('that CloudWatch refuses are counted for their log group, and named once for each mistake', async () => {
    const logs = new Logs();
    logs.write(1, emf(null));
    logs.write(2, emf(null));
    logs.write(3, '{"_aws":{"Timestamp":1');
    const errors = { namespace: 'AWS/Logs', dimensions: { LogGroupName: GROUP } };
    expect(await logs.perMinute(1, { ...errors, metricName: 'EMFValidationErrors' })).toEqual([2]);
    expect(await logs.perMinute(1, { ...errors, metricName: 'EMFParsingErrors' })).toEqual([1]);
    expect(logs.store.findings).toEqual([
      { where: GROUP, what: 'CloudWatch takes no metrics from an EMF line: metric "latency" is null, not a number' },
      { where: GROUP, what: 'CloudWatch takes no metrics from an EMF line: the line is not valid JSON' },
    ]);
  });
});

test('a log group counts its events and bytes', async () => {
  const logs = new Logs();
  logs.write(1, 'grün');
  logs.write(2, 'ok');
  const group = { namespace: 'AWS/Logs', dimensions: { LogGroupName: GROUP } };
  expect(await logs.perMinute(1, { ...group, metricName: 'IncomingLogEvents' })).toEqual([2]);
  expect(await logs.perMinute(1, { ...group, metricName: 'IncomingBytes' })).toEqual([7]);
});

test('events stay readable, by log group and time', async () => {
  const logs = new Logs();
  for (const seconds of [1, 2, 3]) logs.write(seconds, `line ${seconds}`);
  logs.write(2, 'elsewhere', '/shop/other');
  await logs.perMinute(1);
  expect(logs.store.events(GROUP, START_MS + 2000, START_MS + 3000).map(({ message }) => message)).toEqual(['line 2']);
  expect(logs.store.events(GROUP)).toHaveLength(3);
  expect(logs.store.events('/nowhere')).toEqual([]);
});

test('without a clock, a filter with a default value says that it will not report it', () => {
  const store = new LogStore({ metricFilters: [filter('ERROR', { defaultValue: 0 })], sink: new MetricStore() });
  expect(store.findings).toEqual([{ where: 'ErrorFilter', what: 'default values need a clock: none are reported' }]);
});
