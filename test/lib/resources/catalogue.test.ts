import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { definitions } from '../../../lib/resources/generated/registry';
import { GoldenSignal } from '../../../lib/signals/golden-signal';
import { type MetricRef, metricsIn } from '../../../lib/signals/signal';
import { fakeResource } from '../fake-resource';
import { METRIC_EXCEPTIONS } from './metric-exceptions';

/** Resources in the shapes that switch on every row of a definition. */
const SHAPES = [
  fakeResource(),
  fakeResource({
    properties: { DeadLetterConfig: { TargetArn: 'arn' }, BillingMode: 'PROVISIONED' },
    referredToAs: ['AWS::Lambda::EventInvokeConfig FunctionName', 'AWS::SQS::Queue RedrivePolicy.deadLetterTargetArn'],
  }),
];

const everySignal = [...new Set([...definitions.values()].flat())].flatMap((definition) =>
  SHAPES.flatMap((shape) =>
    definition.signals(shape).map((signal) => ({ type: definition.types[0], signal, definition })),
  ),
);

const everyMetric = new Map<string, MetricRef>();
for (const { signal } of everySignal) {
  for (const query of [...signal.lines, ...signal.alarms].map((row) => row.query)) {
    for (const metric of metricsIn(query)) {
      everyMetric.set(
        `${metric.namespace} ${metric.metricName} by ${Object.keys(metric.dimensions).sort().join('+')}`,
        metric,
      );
    }
  }
}

const published = new Map<string, { name: string; value?: string }[][]>();
for (const metric of loadServiceMetrics()) {
  const key = `${metric.namespace} ${metric.name}`;
  published.set(key, [...(published.get(key) ?? []), ...metric.dimensionSets]);
}

function loadServiceMetrics() {
  const db = loadAwsServiceSpecSync();
  return db.all('metric').map((metric) => ({
    namespace: metric.namespace,
    name: metric.name,
    dimensionSets: db.follow('usesDimensionSet', metric).map(({ entity }) => entity.dimensions),
  }));
}

describe('every metric of the catalogue is one that AWS publishes', () => {
  const aws = [...everyMetric].filter(([, { namespace }]) => namespace.startsWith('AWS/'));

  test.each(aws)('%s', (key, metric) => {
    if (METRIC_EXCEPTIONS[key] !== undefined) return;
    const sets = published.get(`${metric.namespace} ${metric.metricName}`);
    expect(sets).toBeDefined();
    const matching = sets!.filter(
      (set) =>
        set
          .map(({ name }) => name)
          .sort()
          .join() === Object.keys(metric.dimensions).sort().join() &&
        set.every(({ name, value }) => value === undefined || value === name || value === metric.dimensions[name]),
    );
    expect(matching).not.toHaveLength(0);
  });

  test('and an exception is not kept when AWS lists the metric', () => {
    for (const key of Object.keys(METRIC_EXCEPTIONS)) expect(everyMetric.has(key)).toBe(true);
  });
});

describe.each([...new Set([...definitions.values()].flat())])('$noun', (definition) => {
  const signals = SHAPES.flatMap((shape) => definition.signals(shape));

  test('has every golden signal, or says why it cannot be had', () => {
    const had = signals.map(({ goldenSignal }) => goldenSignal);
    const said = definition.missing.map(({ goldenSignal }) => goldenSignal);
    for (const goldenSignal of Object.values(GoldenSignal)) {
      expect([had.includes(goldenSignal), said.includes(goldenSignal)].filter(Boolean)).toHaveLength(1);
    }
  });

  test('gives every alarm an id of its own, and says symptom, causes, first step and source', () => {
    for (const shape of SHAPES) {
      const alarms = definition.signals(shape).flatMap((signal) => signal.alarms);
      expect(new Set(alarms.map(({ id }) => id)).size).toBe(alarms.length);
      for (const alarm of alarms) {
        expect(alarm.id).toMatch(/^[a-z][a-z0-9-]*$/);
        for (const text of [alarm.symptom, alarm.causes, alarm.lookAt, alarm.source]) expect(text).toMatch(/\S/);
        expect(alarm.datapoints.breaching).toBeLessThanOrEqual(alarm.datapoints.of);
        expect(metricsIn(alarm.query).length).toBeLessThanOrEqual(10);
      }
    }
  });
});

test('the registry holds every file of lib/resources', () => {
  const files = readdirSync(join(__dirname, '../../../lib/resources')).filter((name) => name.endsWith('.ts'));
  expect(new Set([...definitions.values()].flat()).size).toBe(files.length);
});
