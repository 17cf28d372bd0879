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
    [
      'four dimensions',
      filter('{ $.a = * }', { dimensions: { A: '$.a', B: '$.a', C: '$.a', D: '$.a' } }),
      /ErrorLines has 4 dimensions, CloudWatch takes 3/,
    ],
    [
      'a value that terms do not have',
      filter('ERROR', { metricValue: '$.latency' }),
      /the value of ErrorLines is \$\.latency: a pattern of terms has no fields/,
    ],
    [
      'a field that the pattern does not have',
      filter('[level, rest]', { metricValue: '$latency' }),
      /the value of ErrorLines is \$latency: the pattern has no field of this name/,
    ],
    [
      'a wildcard',
      filter('{ $.a[*] = 1 }', { metricValue: '$.a[*]' }),
      /AWS does not say which value a wildcard takes/,
    ],
    [
      'two transformations',
      { ...filter('ERROR'), transformations: [...filter('ERROR').transformations, ...filter('ERROR').transformations] },
      /CloudWatch takes one metric transformation, this filter has 2/,
    ],
  ])('that it cannot understand, because of %s, is reported and the others go on', async (_, broken, what) => {
    const logs = new Logs(broken, filter('ERROR', { metricName: 'Others' }));
    logs.write(1, 'ERROR');
    expect(await logs.perMinute(1, { metricName: 'Others' })).toEqual([1]);
    expect(logs.store.findings).toEqual([{ where: 'ErrorFilter.FilterPattern', what: expect.stringMatching(what) }]);
  });
});

test('a metric filter takes values and dimensions from fields, named or by position', async () => {
  const logs = new Logs(
    filter('[level, ms, ...]', { metricValue: '$ms', dimensions: { Level: '$level', Third: '$3' } }),
  );
  logs.write(1, 'WARN 12.5 a b');
  logs.write(2, 'WARN slow a b');
  expect(await logs.perMinute(1, { dimensions: { Level: 'WARN', Third: 'a' } })).toEqual([12.5]);
  expect(logs.store.inferredRules).toEqual([expect.stringContaining('whose value is no number')]);
});

test('a line that is longer than its pattern matches, and the run says which rule that follows', async () => {
  const logs = new Logs(filter('[level=ERROR, rest]'));
  logs.write(1, 'ERROR it broke again');
  expect(await logs.perMinute(1)).toEqual([1]);
  expect(logs.store.inferredRules).toEqual([expect.stringContaining('takes the rest of the line')]);
});

test('the sixth filter with a regular expression of a log group is one too many', async () => {
  const regexes = [1, 2, 3, 4, 5, 6].map((digit) => filter(`%${digit}$%`, { metricName: `M${digit}` }));
  const logs = new Logs(...regexes, filter('plain', { metricName: 'Plain' }));
  logs.write(1, 'plain 6');
  expect(await logs.perMinute(1, { metricName: 'Plain' })).toEqual([1]);
  expect(await logs.perMinute(1, { metricName: 'M6' })).toEqual([null]);
  expect(logs.store.findings).toEqual([
    {
      where: 'ErrorFilter.FilterPattern',
      what: 'filter 6 of /shop/orders with a regular expression, CloudWatch takes 5',
    },
  ]);
});

test('a default other than 0 is counted once a minute, which AWS does not say', async () => {
  const logs = new Logs(filter('ERROR', { defaultValue: 7 }));
  logs.write(1, 'a');
  logs.write(2, 'b');
  expect(await logs.perMinute(2)).toEqual([7, null]);
  expect(logs.store.inferredRules).toEqual([expect.stringContaining('reports its default value once')]);
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

  test('of 300 KB become metrics, and the run says that some pages of AWS have a lower limit', async () => {
    const logs = new Logs();
    logs.write(5, { ...emf(1), body: 'x'.repeat(300_000) });
    expect(await logs.perMinute(1, { metricName: 'latency', dimensions: { service: 'orders' } })).toEqual([1]);
    expect(logs.store.inferredRules).toEqual([expect.stringContaining('256 KB')]);
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
