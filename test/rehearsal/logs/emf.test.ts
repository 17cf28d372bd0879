import { extractEmf } from '../../../rehearsal/logs/emf/emf-extraction';
import { LogLine } from '../../../rehearsal/logs/log-line';

const NOW_MS = 1_574_109_732_004;

function extract(line: string | object, receivedMs = NOW_MS) {
  return extractEmf(new LogLine(typeof line === 'string' ? line : JSON.stringify(line)), receivedMs);
}

/** A valid document of one metric, with changes. */
function document(changes: Readonly<Record<string, unknown>> = {}, directive: Readonly<Record<string, unknown>> = {}) {
  return {
    _aws: {
      Timestamp: NOW_MS,
      CloudWatchMetrics: [
        { Namespace: 'Shop', Dimensions: [['service']], Metrics: [{ Name: 'latency' }], ...directive },
      ],
    },
    service: 'orders',
    latency: 12,
    ...changes,
  };
}

test('an array is several samples at one instant; what a document does not name is no metric', () => {
  const extraction = extract(document({ latency: [1, 2, 2], other: 5 }))!;
  expect(extraction).toMatchObject({
    outcome: 'metrics',
    samples: [{ metricName: 'latency', unit: 'None', values: [1, 2, 2] }],
  });
});

test('a name with a dot is a member of that name, not a path', () => {
  const nested = document({ 'a.b': 1, a: { b: 2 } }, { Metrics: [{ Name: 'a.b' }] });
  expect(extract(nested)).toMatchObject({ samples: [{ metricName: 'a.b', values: [1] }] });
});

test('a document can have several directives, each with its own namespace and dimension sets', () => {
  const directive = (Namespace: string, Dimensions: string[][]) => ({
    Namespace,
    Dimensions,
    Metrics: [{ Name: 'latency', Unit: 'Milliseconds', StorageResolution: 1 }],
  });
  const CloudWatchMetrics = [directive('Shop', [['service'], []]), directive('Shop/All', [[]])];
  expect(extract(document({ _aws: { Timestamp: NOW_MS, CloudWatchMetrics } }))).toMatchObject({
    samples: [
      { namespace: 'Shop', dimensions: { service: 'orders' }, storageResolution: 1 },
      { namespace: 'Shop', dimensions: {}, storageResolution: 1 },
      { namespace: 'Shop/All', dimensions: {}, storageResolution: 1 },
    ],
  });
});

test('what is at a limit is taken: 100 metrics, 100 values, 30 dimensions, 1,024 characters, an empty array', () => {
  const names = Array.from({ length: 100 }, (_, index) => `m${index}`);
  const dimensions = Array.from({ length: 30 }, (_, index) => `d${index}`);
  const members = Object.fromEntries([
    ...names.map((name) => [name, Array(100).fill(1)]),
    ...dimensions.map((name) => [name, 'v'.repeat(1024)]),
    ['m0', []],
  ]);
  const Metrics = names.map((Name) => ({ Name }));
  const extraction = extract(document(members, { Metrics, Dimensions: [dimensions] }))!;
  expect(extraction.outcome === 'metrics' && extraction.samples).toHaveLength(99);
});

describe('a line is EMF', () => {
  test('also behind the time, request id and level of the Lambda text format', () => {
    const line = `2026-03-02T10:00:00.000Z\t6f1c\tINFO\t${JSON.stringify(document())}`;
    expect(extract(line)).toMatchObject({ outcome: 'metrics' });
  });

  test.each<[string, string | object]>([
    ['text', 'something about _aws'],
    ['text that quotes the member', 'set "_aws" first'],
    ['JSON without metadata', { level: 'INFO', latency: 12 }],
    ['a document in a string of the Lambda JSON format', { level: 'INFO', message: JSON.stringify(document()) }],
    ['a document in a member of the Lambda JSON format', { level: 'INFO', message: document() }],
    ['an array', [document()]],
  ])('not if it is %s', (_, line) => {
    expect(extract(line)).toBeUndefined();
  });
});

describe('CloudWatch takes no metrics of a document', () => {
  const long = (length: number) => 'n'.repeat(length);

  test('that is cut off, which is a parsing error', () => {
    expect(extract(JSON.stringify(document()).slice(0, -3))).toEqual({
      outcome: 'EMFParsingErrors',
      why: 'the line is not valid JSON',
    });
  });

  test.each<[string, object, string]>([
    ['null for a value (NaN in JSON)', document({ latency: null }), 'metric "latency" is null, not a number'],
    ['a text for a value', document({ latency: '12' }), 'metric "latency" is of type string, not a number'],
    ['an object for a value', document({ latency: { Max: 1 } }), 'metric "latency" is of type object, not a number'],
    ['a nested array', document({ latency: [[1]] }), 'metric "latency" is an array, not a number'],
    ['no value', document({}, { Metrics: [{ Name: 'absent' }] }), 'metric "absent" is missing, not a number'],
    ['101 values', document({ latency: Array(101).fill(1) }), 'metric "latency" has 101 values, 100 are allowed'],
    ['a value that is too large', document({ latency: 2 ** 361 }), 'metric "latency" is too large'],
    [
      'an unknown unit',
      document({}, { Metrics: [{ Name: 'latency', Unit: 'ms' }] }),
      'metric "latency" has an unknown unit',
    ],
    [
      'a resolution of 30',
      document({}, { Metrics: [{ Name: 'latency', StorageResolution: 30 }] }),
      'metric "latency" has a storage resolution other than 1 and 60',
    ],
    ['a metric without a name', document({}, { Metrics: [{}] }), 'a metric name is missing or not a string'],
    [
      'a long metric name',
      document({}, { Metrics: [{ Name: long(256) }] }),
      'a metric name is longer than 255 characters',
    ],
    ['a blank metric name', document({ ' ': 1 }, { Metrics: [{ Name: ' ' }] }), 'a metric name is blank'],
    [
      'a metric name that is not ASCII',
      document({ größe: 1 }, { Metrics: [{ Name: 'größe' }] }),
      'a metric name, "größe", has other characters than printable ASCII',
    ],
    [
      'a metric of the name _aws',
      document({}, { Metrics: [{ Name: '_aws' }] }),
      "a metric has the name _aws, which is the metadata's own",
    ],
    [
      'a dimension that starts with a colon',
      document({ ':op': 'x' }, { Dimensions: [[':op']] }),
      'dimension name ":op" starts with a colon',
    ],
    [
      'a dimension that is not ASCII',
      document({ service: 'Zürich' }),
      'dimension "service" has other characters than printable ASCII',
    ],
    [
      'a dimension of two lines',
      document({ service: 'a\nb' }),
      'dimension "service" has other characters than printable ASCII',
    ],
    ['no dimension sets', document({}, { Dimensions: [] }), 'Dimensions is empty: for no dimensions it is [[]]'],
    ['dimensions that are not sets', document({}, { Dimensions: ['service'] }), 'a dimension set is not an array'],
    ['a blank dimension', document({ service: ' ' }), 'dimension "service" is blank'],
    ['a long dimension', document({ service: long(1025) }), 'dimension "service" is longer than 1024 characters'],
    [
      'a dimension that every object inherits',
      document({}, { Dimensions: [['toString']] }),
      'dimension "toString" is missing, not a string',
    ],
    ['a namespace of AWS', document({}, { Namespace: 'AWS/Lambda' }), 'namespace "AWS/Lambda" is reserved for AWS'],
    [
      'a strange namespace',
      document({}, { Namespace: 'Größe' }),
      'namespace "Größe" has characters that are not allowed',
    ],
    ['no metrics member', document({}, { Metrics: undefined }), 'Metrics is not an array'],
    ['metadata that is no object', { _aws: 1 }, '_aws is not an object'],
    ['no directives', { _aws: { Timestamp: NOW_MS } }, 'CloudWatchMetrics is not an array'],
    [
      'a timestamp in text',
      { _aws: { Timestamp: '2019', CloudWatchMetrics: [] } },
      '_aws.Timestamp is not a whole number of milliseconds',
    ],
    ['more than 1 MB', document({ note: long(1_048_576) }), 'the line is longer than 1 MB'],
  ])('with %s', (_, input, why) => {
    expect(extract(input)).toEqual({ outcome: 'EMFValidationErrors', why });
  });

  test('whose time is more than 14 days ago or 2 hours ahead', () => {
    const why = '_aws.Timestamp is not between 14 days ago and 2 hours ahead';
    expect(extract(document(), NOW_MS + 14 * 86_400_000 + 1)).toEqual({ outcome: 'EMFValidationErrors', why });
    expect(extract(document(), NOW_MS - 2 * 3_600_000 - 1)).toEqual({ outcome: 'EMFValidationErrors', why });
    expect(extract(document(), NOW_MS + 14 * 86_400_000)).toMatchObject({ outcome: 'metrics' });
  });
});
