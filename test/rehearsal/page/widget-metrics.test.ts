import fc from 'fast-check';
import { type WidgetMetric, widgetMetrics } from '../../../rehearsal/page/widget-metrics';

const read = (...metrics: unknown[]): WidgetMetric[] =>
  widgetMetrics({ region: 'eu-west-1', metrics }).map((row) => {
    if ('unreadable' in row) throw new Error(`unreadable: ${row.unreadable}`);
    return row;
  });

const metricOf = (row: WidgetMetric | undefined) => row?.query.metric;

describe('the rows of a metric widget', () => {
  test('a row names namespace, metric and dimensions, and takes CloudWatch defaults for the rest', () => {
    expect(read(['AWS/SQS', 'NumberOfMessagesSent', 'QueueName', 'jobs'])).toEqual([
      {
        query: {
          id: 'unnamed1',
          returnData: true,
          metric: {
            namespace: 'AWS/SQS',
            metricName: 'NumberOfMessagesSent',
            dimensions: { QueueName: 'jobs' },
            statistic: 'Average',
            periodSeconds: 300,
          },
        },
        visible: true,
        yAxis: 'left',
        periodSeconds: 300,
      },
    ]);
  });

  test('a dot repeats what stood at its place in the row before', () => {
    const rows = read(
      ['AWS/SQS', 'NumberOfMessagesSent', 'QueueName', 'jobs'],
      ['.', 'NumberOfMessagesDeleted', '.', '.'],
    );
    expect(metricOf(rows[1])).toMatchObject({
      namespace: 'AWS/SQS',
      metricName: 'NumberOfMessagesDeleted',
      dimensions: { QueueName: 'jobs' },
    });
  });

  test('three dots repeat everything up to what is written after them', () => {
    const rows = read(['A', 'M', 'Api', 'x', 'Stage', 'one'], ['...', 'two'], ['...', { stat: 'p99' }]);
    expect(metricOf(rows[1])?.dimensions).toEqual({ Api: 'x', Stage: 'two' });
    expect(metricOf(rows[2])).toMatchObject({ dimensions: { Api: 'x', Stage: 'two' }, statistic: 'p99' });
  });

  test('shorthand reaches over an expression to the last row that names a metric', () => {
    const rows = read(['A', 'M', 'D', 'x'], [{ expression: 'm1 * 2' }], ['.', 'N', '.', '.']);
    expect(metricOf(rows[2])).toMatchObject({ metricName: 'N', dimensions: { D: 'x' } });
  });

  test('statistic and period of a row win over those of its widget', () => {
    const rows = widgetMetrics({
      stat: 'Sum',
      period: 60,
      metrics: [
        ['A', 'M'],
        ['A', 'N', { stat: 'p90', period: 10 }],
      ],
    });
    const [first, second] = rows as WidgetMetric[];
    expect(metricOf(first)).toMatchObject({ statistic: 'Sum', periodSeconds: 60 });
    expect(metricOf(second)).toMatchObject({ statistic: 'p90', periodSeconds: 10 });
  });

  test('colour, label, axis, id and visibility are read', () => {
    const [row] = read(['A', 'M', { color: '#f00', label: 'l', yAxis: 'right', id: 'm1', visible: false }]);
    expect(row).toMatchObject({
      color: '#f00',
      yAxis: 'right',
      visible: false,
      query: { id: 'm1', label: 'l', returnData: false },
    });
  });

  test('rows without an id get one that no row has', () => {
    const rows = read(['A', 'M', { id: 'unnamed1' }], ['A', 'N'], ['A', 'O']);
    expect(new Set(rows.map(({ query }) => query.id)).size).toBe(3);
  });

  test('only a region that is not the widget’s is kept', () => {
    const rows = read(['A', 'M', { region: 'eu-west-1' }], ['A', 'M', { region: 'us-east-1' }]);
    expect(rows.map(({ region }) => region)).toEqual([undefined, 'us-east-1']);
  });

  test.each([[['.', 'M']], [['...']], [['A']], [['A', 'M', 'D']], ['AWS/SQS'], [7], [[]]])(
    '%j cannot be read and says so',
    (row) => {
      expect(widgetMetrics({ metrics: [row] })).toEqual([{ unreadable: JSON.stringify(row) }]);
    },
  );

  test('no body loses a row or throws', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (metrics) => {
        expect(widgetMetrics({ metrics })).toHaveLength(metrics.length);
      }),
    );
  });
});
