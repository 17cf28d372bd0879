import { MetricReader } from '../../../rehearsal/metrics/metric-reader';
import { MetricStore } from '../../../rehearsal/metrics/metric-store';
import type { MetricQueryModel } from '../../../rehearsal/template/model';

const METRIC = { namespace: 'Shop', metricName: 'Errors', dimensions: { service: 'orders', stage: 'prod' } };

function query(overrides: Partial<NonNullable<MetricQueryModel['metric']>> = {}): MetricQueryModel {
  return { id: 'm1', returnData: true, metric: { ...METRIC, statistic: 'Sum', periodSeconds: 60, ...overrides } };
}

function put(
  store: MetricStore,
  timestampMs: number,
  value: number,
  overrides: Partial<Parameters<MetricStore['put']>[0]> = {},
) {
  store.put({ ...METRIC, timestampMs, values: [value], ...overrides });
}

function values(store: MetricStore, toMs: number, periodSeconds = 60, overrides = {}): (number | null)[] {
  return new MetricReader(store).read([query(overrides)], 0, toMs, periodSeconds)[0]!.points.map(([, value]) => value);
}

describe('a metric', () => {
  test('is its namespace, its name and exactly its dimensions, in any order', () => {
    const store = new MetricStore();
    put(store, 0, 1, { dimensions: { stage: 'prod', service: 'orders' } });
    put(store, 0, 10, { dimensions: { service: 'orders' } });
    put(store, 0, 100, { dimensions: {} });
    put(store, 0, 1000, { dimensions: { service: 'orders', stage: 'prod', zone: 'a' } });
    expect(values(store, 60_000)).toEqual([1]);
    expect(values(store, 60_000, 60, { dimensions: {} })).toEqual([100]);
  });

  test('has a datapoint for each period with samples, stamped with its start', () => {
    const store = new MetricStore();
    put(store, 59_999, 1);
    put(store, 60_000, 2);
    put(store, 185_000, 4);
    expect(new MetricReader(store).read([query()], 0, 240_000, 60)[0]).toEqual({
      id: 'm1',
      label: 'Errors',
      points: [
        [0, 1],
        [60_000, 2],
        [120_000, null],
        [180_000, 4],
      ],
    });
  });

  test('of high resolution can be read by the second, one of standard resolution by the minute', () => {
    const store = new MetricStore();
    put(store, 12_345, 1, { storageResolution: 1 });
    expect(values(store, 20_000, 10)).toEqual([null, 1]);
    const standard = new MetricStore();
    put(standard, 12_345, 1);
    expect(values(standard, 20_000, 10)).toEqual([1, null]);
  });

  test('may be told late: what was read before is read anew', () => {
    const store = new MetricStore();
    const prepared = new MetricReader(store).prepare([query()], { stepMs: 60_000, slots: 2 });
    const read = () => [...prepared.read('m1', { startMs: 0, periodMs: 60_000, length: 2 })[0]!.values];
    expect(read()).toEqual([Number.NaN, Number.NaN]);
    put(store, 70_000, 5);
    expect(read()).toEqual([Number.NaN, 5]);
    put(store, 10_000, 3);
    put(store, 71_000, 1);
    expect(read()).toEqual([3, 6]);
  });

  test('that no sample ever reached has no datapoint', () => {
    expect(values(new MetricStore(), 120_000)).toEqual([null, null]);
  });

  test('takes no value that is not a number', () => {
    expect(() => put(new MetricStore(), 0, Number.NaN)).toThrow('sample of Shop Errors is NaN');
  });
});

describe('samples of several units', () => {
  const store = new MetricStore();
  put(store, 0, 1, { unit: 'Seconds' });
  put(store, 0, 5, { unit: 'Count' });
  put(store, 0, 10);

  test('are read in the first of their units when the query names none', () => {
    expect(values(store, 60_000)).toEqual([10]);
    expect(values(store, 60_000, 60, { unit: 'Count' })).toEqual([5]);
    expect(values(store, 60_000, 60, { unit: 'Bytes' })).toEqual([null]);
  });
});
