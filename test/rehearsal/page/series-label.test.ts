import { defaultLabel, dynamicLabel } from '../../../rehearsal/page/series-label';
import { type WidgetMetric, widgetMetrics } from '../../../rehearsal/page/widget-metrics';

const labels = (...metrics: unknown[]): string[] => {
  const rows = widgetMetrics({ metrics }) as WidgetMetric[];
  return rows.map((row) => defaultLabel(row, rows));
};

describe('the label of a row that has none', () => {
  test('is its metric where no other row has the same', () => {
    expect(labels(['A', 'Errors', 'Fn', 'x'], ['A', 'Invocations', 'Fn', 'x'])).toEqual(['Errors', 'Invocations']);
  });

  test('adds the dimension or statistic that tells rows of one metric apart', () => {
    expect(labels(['A', 'Errors', 'Fn', 'x'], ['A', 'Errors', 'Fn', 'y'])).toEqual(['Errors x', 'Errors y']);
    expect(labels(['A', 'Time', { stat: 'p50' }], ['A', 'Time', { stat: 'p99' }])).toEqual(['Time p50', 'Time p99']);
  });

  test('is the expression of an expression', () => {
    expect(labels([{ expression: '100 * e / i' }])).toEqual(['100 * e / i']);
  });
});

describe('a dynamic label', () => {
  const metric = { namespace: 'A', metricName: 'M', dimensions: { Q: 'jobs' }, statistic: 'Sum', periodSeconds: 60 };
  const points: [number, number | null][] = [
    [0, 1],
    [1, null],
    [2, 5],
  ];
  const text = (label: string) => dynamicLabel(label, points, metric, 60);

  test('is filled in from the datapoints', () => {
    expect(text(`min \${MIN} max \${MAX} mean \${AVG} sum \${SUM} last \${LAST}`)).toBe(
      'min 1 max 5 mean 3 sum 6 last 5',
    );
  });

  test('is filled in from the metric', () => {
    expect(text(`\${PROP('Dim.Q')} \${PROP('MetricName')} \${PROP('Period')} \${LABEL}`)).toBe('jobs M 60 M');
  });

  test('shows two dashes where there is no datapoint, and keeps what it does not know', () => {
    expect(dynamicLabel(`\${MAX} \${DATAPOINT_COUNT}`, [], metric, 60)).toBe(`-- \${DATAPOINT_COUNT}`);
  });
});
