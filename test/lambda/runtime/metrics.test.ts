import { defineMetrics, replaceSink } from '../../../lambda/runtime';
import { captureMetrics, type MetricsCapture } from '../../../lambda/runtime/testing';
import { emfProblems } from './emf-validator';

const orders = () =>
  defineMetrics({
    namespace: 'Example/Orders',
    dimensions: ['operation'],
    metrics: {
      OrdersPlaced: { unit: 'Count', signal: 'traffic' },
      PaymentLatency: { unit: 'Milliseconds', signal: 'latency', resolution: 1 },
    },
  });

let capture: MetricsCapture;
beforeEach(() => {
  capture = captureMetrics();
});
afterEach(() => capture.restore());

/** What an untyped caller may pass. */
const untyped = <T>(value: unknown) => value as T;

describe('emit', () => {
  test('writes one document with time, dimensions, units and resolution', () => {
    jest.spyOn(Date, 'now').mockReturnValue(1_767_600_000_000);
    orders().emit({ operation: 'place' }, { OrdersPlaced: 1, PaymentLatency: [12.5, 80] }, { orderId: 'o-1' });
    jest.restoreAllMocks();
    expect(capture.lines).toHaveLength(1);
    expect(emfProblems(capture.lines[0]!)).toEqual([]);
    expect(capture.documents()[0]).toMatchObject({ operation: 'place', orderId: 'o-1' });
    const common = { namespace: 'Example/Orders', dimensions: { operation: 'place' }, timestampMs: 1_767_600_000_000 };
    expect(capture.metrics()).toEqual([
      { ...common, metricName: 'OrdersPlaced', unit: 'Count', storageResolution: 60, values: [1] },
      { ...common, metricName: 'PaymentLatency', unit: 'Milliseconds', storageResolution: 1, values: [12.5, 80] },
    ]);
  });

  test('drops and counts what is no sample, and writes the rest', () => {
    const metrics = orders();
    metrics.emit(
      { operation: 'place' },
      { OrdersPlaced: 1, PaymentLatency: [Number.NaN, 5, Number.POSITIVE_INFINITY] },
    );
    metrics.emit({ operation: 'place' }, untyped({ OrdersPlaced: 'many', Undefined: 1, PaymentLatency: null }));
    expect(capture.values('OrdersPlaced')).toEqual([1]);
    expect(capture.values('PaymentLatency')).toEqual([5]);
    expect(metrics.droppedSamples).toBe(5);
  });

  test('tells in the next document how many samples were dropped since the last', () => {
    const metrics = orders();
    metrics.emit({ operation: 'place' }, { OrdersPlaced: Number.NaN });
    metrics.emit({ operation: 'place' }, { OrdersPlaced: 1, PaymentLatency: Number.NaN });
    metrics.emit({ operation: 'place' }, { OrdersPlaced: 1 });
    expect(capture.documents().map(({ DroppedSamples }) => DroppedSamples)).toEqual([2, undefined]);
  });

  test('counts the samples of a document that could not be written', () => {
    const undo = replaceSink(() => false);
    const metrics = orders();
    metrics.emit({ operation: 'place' }, { OrdersPlaced: 1, PaymentLatency: [1, 2] });
    undo();
    expect(metrics.droppedSamples).toBe(3);
  });

  test('keeps a sample whose dimension value CloudWatch would refuse, and bends the value', () => {
    const metrics = orders();
    const values = ['Zürich', 'a\nb', '', '   ', '東京', 'x'.repeat(2000), '"'.repeat(1024), 200, undefined, null, {}];
    for (const operation of values) metrics.emit(untyped({ operation }), { OrdersPlaced: 1 });
    metrics.emit(untyped(undefined), { OrdersPlaced: 1 });
    expect(capture.lines.flatMap(emfProblems)).toEqual([]);
    expect(capture.metrics().map(({ dimensions }) => dimensions.operation)).toEqual([
      'Zurich',
      'a?b',
      'unknown',
      'unknown',
      '??',
      'x'.repeat(1024),
      '"'.repeat(512),
      '200',
      'unknown',
      'unknown',
      'unknown',
      'unknown',
    ]);
  });

  test('never throws, whatever it is given', () => {
    const metrics = orders();
    const hostile = new Proxy(
      {},
      { ownKeys: () => ['OrdersPlaced'], get: () => fail(), getOwnPropertyDescriptor: fail },
    );
    expect(() => metrics.emit(untyped(hostile), untyped(hostile), untyped(hostile))).not.toThrow();
    expect(() => metrics.emit({ operation: 'x' }, untyped(null))).not.toThrow();
    expect(metrics.droppedSamples).toBe(2);
  });
});

function fail(): never {
  throw new Error('hostile');
}

describe('properties', () => {
  test('that JSON cannot express do not cost the sample', () => {
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    const throwing = { toJSON: fail };
    orders().emit(
      { operation: 'x' },
      { OrdersPlaced: 1 },
      { circular, throwing, id: 9_007_199_254_740_993n, fn: fail },
    );
    expect(capture.documents()[0]).toMatchObject({
      OrdersPlaced: 1,
      circular: '[not serializable]',
      throwing: '[not serializable]',
      id: '9007199254740993',
    });
    expect(capture.documents()[0]).not.toHaveProperty('fn');
  });

  test('never change the identity or the value of a metric', () => {
    const properties = { operation: 'other', PaymentLatency: 9, _aws: 'x', DroppedSamples: 7, note: 'kept' };
    orders().emit({ operation: 'x' }, { OrdersPlaced: 1 }, properties);
    expect(capture.metrics()).toEqual([expect.objectContaining({ dimensions: { operation: 'x' }, values: [1] })]);
    expect(capture.documents()[0]).toMatchObject({ note: 'kept', DroppedProperties: 4 });
    expect(capture.documents()[0]).not.toHaveProperty('PaymentLatency');
  });

  test('that are too long are left out and counted; the short ones stay', () => {
    orders().emit({ operation: 'x' }, { OrdersPlaced: 1 }, { body: 'ü'.repeat(40_000), note: 'kept' });
    expect(capture.lines.flatMap(emfProblems)).toEqual([]);
    expect(capture.documents()[0]).toMatchObject({ OrdersPlaced: 1, note: 'kept', DroppedProperties: 1 });
  });
});

describe('record', () => {
  test('aggregates one piece of work into one document', () => {
    const recorder = orders().record({ operation: 'fulfil' }, { batch: 'b-1' });
    recorder.add('PaymentLatency', 3);
    recorder.add('OrdersPlaced', 1);
    recorder.add('PaymentLatency', 4);
    expect(capture.lines).toHaveLength(0);
    recorder.flush();
    recorder.flush();
    expect(capture.lines).toHaveLength(1);
    expect(capture.values('PaymentLatency')).toEqual([3, 4]);
  });

  test('keeps dimensions and properties on every document when it has to split', () => {
    const recorder = orders().record({ operation: 'fulfil' }, { batch: 'b-1' });
    for (let i = 0; i < 250; i++) recorder.add('PaymentLatency', i);
    recorder.flush();
    expect(capture.documents()).toEqual(
      Array.from({ length: 3 }, () => expect.objectContaining({ operation: 'fulfil', batch: 'b-1' })),
    );
    expect(capture.values('PaymentLatency')).toEqual(Array.from({ length: 250 }, (_, i) => i));
  });
});

describe('defineMetrics', () => {
  test('gives the contract as plain data', () => {
    expect(orders().contract).toEqual({
      namespace: 'Example/Orders',
      dimensions: ['operation'],
      metrics: [
        { name: 'OrdersPlaced', unit: 'Count', signal: 'traffic' },
        { name: 'PaymentLatency', unit: 'Milliseconds', signal: 'latency' },
      ],
    });
  });

  test('names everything that is wrong, when the module loads', () => {
    const metrics = {
      a: { unit: 'Count' },
      x: { unit: 'Count', resolution: 5, signal: 'speed' },
      _aws: { unit: 'None' },
    };
    const wrong = { namespace: 'AWS/Orders', dimensions: ['a', 'b', 'b'], metrics };
    expect(() => defineMetrics(untyped<Parameters<typeof defineMetrics>[0]>(wrong))).toThrow(
      expect.objectContaining({
        message: [
          'defineMetrics: namespace "AWS/Orders" belongs to AWS; choose your own, for example "Shop/Orders"',
          'dimension "b" is listed twice',
          '"a" is both a metric and a dimension; rename one of them',
          'metric "x" has signal "speed"; use one of latency, traffic, errors, saturation, or none',
          'metric "x" has resolution 5; use 1 or 60 seconds',
          'metric name "_aws" is reserved; choose another',
        ].join('; '),
      }),
    );
  });

  test.each(['', ' ', ':x', 'Größe', 'x'.repeat(256), undefined])('refuses the namespace %j', (namespace) => {
    expect(() =>
      defineMetrics({ namespace: untyped(namespace), dimensions: [], metrics: { m: { unit: 'None' } } }),
    ).toThrow(/^defineMetrics: namespace .* is not 1 to 255 characters/);
  });

  test.each<[string, unknown, RegExp]>([
    ['nothing', undefined, /it takes \{ namespace/],
    ['no dimensions', { namespace: 'n', metrics: { m: { unit: 'Count' } } }, /dimensions: undefined .* write \[\]/],
    ['one dimension', { namespace: 'n', dimensions: 'a', metrics: {} }, /dimensions: "a" is not a list/],
    ['no metrics', { namespace: 'n', dimensions: [] }, /metrics: undefined is not an object; write/],
    ['a list of metrics', { namespace: 'n', dimensions: [], metrics: ['m'] }, /metrics: \["m"\] is not an object/],
    ['a unit alone', { namespace: 'n', dimensions: [], metrics: { m: 'Count' } }, /"m": "Count" is not an object/],
  ])('tells who writes JavaScript what is wrong with %s', (_what, definition, message) => {
    expect(() => defineMetrics(untyped<Parameters<typeof defineMetrics>[0]>(definition))).toThrow(message);
  });

  test('lets the compiler refuse unknown metrics, missing dimensions and wrong units', () => {
    const metrics = orders();
    // @ts-expect-error no such metric
    metrics.emit({ operation: 'x' }, { OrdersLost: 1 });
    // @ts-expect-error the dimension is missing
    metrics.emit({}, { OrdersPlaced: 1 });
    // @ts-expect-error no such dimension
    metrics.emit({ operation: 'x', region: 'y' }, { OrdersPlaced: 1 });
    // @ts-expect-error not a number
    metrics.emit({ operation: 'x' }, { OrdersPlaced: '1' });
    // @ts-expect-error no such metric
    metrics.record({ operation: 'x' }).add('OrdersLost', 1);
    // @ts-expect-error no such unit
    const define = () => defineMetrics({ namespace: 'n', dimensions: [], metrics: { m: { unit: 'Parsecs' } } });
    expect(define).toThrow(/Parsecs/);
  });
});
