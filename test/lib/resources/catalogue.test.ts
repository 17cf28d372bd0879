import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { definitions } from '../../../lib/resources/generated/registry';
import { definitionOf } from '../../../lib/signals/definitions';
import { GoldenSignal } from '../../../lib/signals/golden-signal';
import { type MetricRef, metricsIn } from '../../../lib/signals/signal';
import { resourcesOf } from './behaviour/attached';
import { examples } from './behaviour/example';

/** What each example shows of its type; examples hold every shape that switches on a row. */
const everyExample = examples().map((example) => ({ example, ...resourcesOf(example) }));

const everySignal = everyExample.flatMap(({ resources }) =>
  resources.flatMap((resource) => definitionOf(definitions, resource)!.signals(resource)),
);

const everyMetric = new Map<string, MetricRef>();
for (const signal of everySignal) {
  for (const query of [...signal.lines, ...signal.alarms].map((row) => row.query)) {
    for (const metric of metricsIn(query)) {
      everyMetric.set(
        `${metric.namespace} ${metric.metricName} by ${Object.keys(metric.dimensions).sort().join('+')}`,
        metric,
      );
    }
  }
}

/** What AWS's documentation has and its service data has not. */
const documented = examples()
  .flatMap((example) => example.documented ?? [])
  .flatMap(({ namespace, by, metrics }) => metrics.split(' ').map((metric) => `${namespace} ${metric} by ${by}`));

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

function isPublished(metric: MetricRef): boolean {
  const own = Object.keys(metric.dimensions).sort().join();
  return (published.get(`${metric.namespace} ${metric.metricName}`) ?? []).some(
    (set) =>
      own ===
        set
          .map(({ name }) => name)
          .sort()
          .join() &&
      set.every(({ name, value }) => value === undefined || value === name || value === metric.dimensions[name]),
  );
}

describe('every metric of the catalogue is one that AWS publishes', () => {
  const aws = [...everyMetric].filter(([, { namespace }]) => namespace.startsWith('AWS/'));

  test.each(aws)('%s', (key, metric) => {
    if (documented.includes(key)) return;
    expect([key, isPublished(metric)]).toEqual([key, true]);
  });

  test('an example names the documentation only of a metric that is used and that the service data has not', () => {
    const needless = documented.filter((key) => {
      const metric = everyMetric.get(key);
      return metric === undefined || isPublished(metric);
    });
    expect(needless).toEqual([]);
  });
});

describe.each([...new Set([...definitions.values()].flat())])('$noun of $types.0', (definition) => {
  const resources = everyExample
    .flatMap((entry) => entry.resources)
    .filter((resource) => definitionOf(definitions, resource) === definition);

  test('has an example', () => {
    const leftOut = everyExample
      .flatMap((entry) => entry.leftOut)
      .filter(({ type }) => definition.types.includes(type));
    expect([...resources, ...leftOut]).not.toHaveLength(0);
  });

  test('has every golden signal, or says why it cannot be had', () => {
    const had = resources.flatMap((resource) => definition.signals(resource)).map(({ goldenSignal }) => goldenSignal);
    const said = definition.missing.map(({ goldenSignal }) => goldenSignal);
    for (const goldenSignal of Object.values(GoldenSignal)) {
      const answers = [had.includes(goldenSignal), said.includes(goldenSignal)].filter(Boolean);
      expect([goldenSignal, answers]).toEqual([goldenSignal, [true]]);
    }
  });

  test('gives every alarm an id of its own, and says symptom, causes, first step and source', () => {
    for (const resource of resources) {
      const alarms = definition.signals(resource).flatMap((signal) => signal.alarms);
      expect(new Set(alarms.map(({ id }) => id)).size).toBe(alarms.length);
      for (const alarm of alarms) {
        expect(alarm.id).toMatch(/^[a-z][a-z0-9-]*$/);
        for (const text of [alarm.symptom, alarm.causes, alarm.lookAt, alarm.source]) expect(text).toMatch(/\S/);
        expect(alarm.symptom).not.toMatch(/^[A-Z][a-z]|\.$/);
        expect(alarm.datapoints.breaching).toBeLessThanOrEqual(alarm.datapoints.of);
        expect(metricsIn(alarm.query).length).toBeLessThanOrEqual(10);
      }
    }
  });
});

test('the registry holds every file of lib/resources, and every file has its example', () => {
  const names = (folder: string, extension: string) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(extension))
      .map((name) => name.slice(0, -extension.length));
  const files = names(join(__dirname, '../../../lib/resources'), '.ts');
  expect(new Set([...definitions.values()].flat()).size).toBe(files.length);
  expect(names(__dirname, '.yaml')).toEqual(files);
});
