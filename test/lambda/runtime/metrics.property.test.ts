import fc from 'fast-check';
import { defineMetrics, type MetricValues, type Properties } from '../../../lambda/runtime';
import { captureMetrics } from '../../../lambda/runtime/testing';
import { emfProblems } from './emf-validator';

/** What one call of `emit` is given, typed or not. */
interface Emission {
  readonly dimensionValues: Readonly<Record<string, unknown>>;
  readonly values: Readonly<Record<string, unknown>>;
  readonly properties?: Properties;
}

/** Defines exactly the dimensions and metrics of `emission`, emits it, and returns what was written. */
function written({ dimensionValues, values, properties }: Emission) {
  const metrics = defineMetrics({
    namespace: 'n'.repeat(255),
    dimensions: Object.keys(dimensionValues),
    metrics: Object.fromEntries(
      Object.keys(values).map((name) => [name, { unit: 'Kilobytes/Second' as const, resolution: 1 as const }]),
    ),
  });
  const capture = captureMetrics();
  try {
    metrics.emit(dimensionValues as Record<string, string>, values as MetricValues<string>, properties);
  } finally {
    capture.restore();
  }
  return capture;
}

const name = (initial: string, maxLength: number) =>
  fc.string({ unit: 'binary-ascii', maxLength }).map((text) => initial + text.replace(/[^ -~]/g, '"'));
const number = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(-0, 2 ** 360, -(2 ** 360), 2 ** 361, Number.MAX_VALUE),
);
const dimensionValue = fc.oneof(fc.string({ maxLength: 1500, size: 'max' }), fc.anything({ withBigInt: true }));
const metricValue = fc.oneof(
  number,
  fc.array(number, { maxLength: 350 }),
  fc.sparseArray(number),
  fc.anything({ withBigInt: true }),
);
const emission: fc.Arbitrary<Emission> = fc.record(
  {
    dimensionValues: fc.dictionary(name('d', 100), dimensionValue, { maxKeys: 30 }),
    values: fc.dictionary(name('m', 250), metricValue, { minKeys: 1, maxKeys: 130 }),
    properties: fc.dictionary(fc.string(), fc.anything({ withBigInt: true })),
  },
  { requiredKeys: ['dimensionValues', 'values'] },
);

function validSamples(value: unknown): number[] {
  const isValid = (sample: unknown) => typeof sample === 'number' && Math.abs(sample) <= 2 ** 360;
  // JSON has no -0.
  return [value]
    .flat()
    .filter(isValid)
    .map((sample) => (sample as number) + 0);
}

test('whatever goes in, each line is a valid document under 64 KiB and no valid sample is lost', () => {
  fc.assert(
    fc.property(emission, (given) => {
      const capture = written(given);
      expect(capture.lines.flatMap(emfProblems)).toEqual([]);
      const metrics = capture.metrics();
      for (const [metricName, value] of Object.entries(given.values)) {
        const found = metrics.filter((metric) => metric.metricName === metricName).flatMap(({ values }) => values);
        expect(found).toEqual(validSamples(value));
      }
    }),
    { numRuns: 100 },
  );
});

test('the largest of everything still fits', () => {
  const samples = Array.from({ length: 100 }, () => -1.2345678901234567e-100);
  const many = <T>(count: number, key: string, value: T) =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`${i}${key}`, value]));
  const capture = written({
    dimensionValues: many(30, '"'.repeat(130), '\\'.repeat(512)),
    values: many(100, '\\'.repeat(250), samples),
    properties: many(100, 'p', 'é'.repeat(1000)),
  });
  expect(capture.lines.flatMap(emfProblems)).toEqual([]);
  expect(capture.metrics()).toHaveLength(100);
  expect(capture.metrics().every(({ values }) => values.length === 100)).toBe(true);
});

test('a document that is nearly full is cut before 64 KiB, wherever the cut falls', () => {
  const samples = Array.from({ length: 100 }, () => -1.2345678901234567e-100);
  const values = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`m${i}`, samples]));
  for (let length = 1; length <= 900; length += 15) {
    const dimensionValues = { a: 'x'.repeat(length), b: 'y'.repeat(length), c: 'z'.repeat(length) };
    const capture = written({ dimensionValues, values });
    expect(capture.lines.flatMap(emfProblems)).toEqual([]);
    expect(capture.lines).toHaveLength(2);
  }
});

test.each([1, 99, 100, 101, 200, 201, 1000])(
  '%i values of one metric arrive in order, at most 100 a document',
  (count) => {
    const samples = Array.from({ length: count }, (_, i) => i);
    const capture = written({ dimensionValues: {}, values: { m: samples } });
    expect(capture.values('m')).toEqual(samples);
    expect(capture.lines).toHaveLength(Math.ceil(count / 100));
  },
);
