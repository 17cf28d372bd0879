import fc from 'fast-check';
import { dashboardRecord, type SeriesReader } from '../../../rehearsal/page/dashboard-record';
import type { WidgetRecord } from '../../../rehearsal/run-record';
import type { AlarmModel, MetricQueryModel } from '../../../rehearsal/template/model';

const MINUTE_MS = 60_000;

interface Read {
  readonly queries: readonly MetricQueryModel[];
  readonly periodSeconds: number;
}

/** Gives each query with `returnData` the value 1 in every period, and remembers what it was asked for. */
function readerOf(reads: Read[] = []): SeriesReader {
  return {
    read: (queries, startMs, endMs, periodSeconds) => {
      reads.push({ queries, periodSeconds });
      const length = Math.ceil((endMs - startMs) / (periodSeconds * 1000));
      const points = Array.from({ length }, (_, index): [number, number] => [
        startMs + index * periodSeconds * 1000,
        1,
      ]);
      return queries.filter(({ returnData }) => returnData).map(({ id }) => ({ id, points }));
    },
  };
}

function record(
  widgets: readonly Record<string, unknown>[],
  reader = readerOf(),
  alarms: readonly AlarmModel[] = [],
): readonly WidgetRecord[] {
  return dashboardRecord({ logicalId: 'D', name: 'd', body: { widgets } }, reader, 0, 10 * MINUTE_MS, alarms).widgets;
}

const seriesOf = (properties: object, reader = readerOf()) =>
  record([{ type: 'metric', properties }], reader)[0]!.series;

describe('where widgets stand', () => {
  test('they keep the place and size of the body', () => {
    const [widget] = record([{ type: 'text', x: 6, y: 3, width: 12, height: 2, properties: { markdown: 'hi' } }]);
    expect(widget).toEqual({
      type: 'text',
      x: 6,
      y: 3,
      width: 12,
      height: 2,
      properties: { markdown: 'hi' },
      series: [],
    });
  });

  test('without a place they follow each other, row by row', () => {
    const widgets = record([
      { type: 'text', width: 24, height: 1 },
      { type: 'text', width: 12, height: 4 },
      { type: 'text', width: 12, height: 6 },
      { type: 'text' },
    ]);
    expect(widgets.map(({ x, y }) => [x, y])).toEqual([
      [0, 0],
      [0, 1],
      [12, 1],
      [0, 7],
    ]);
    expect(widgets[3]).toMatchObject({ width: 6, height: 6 });
  });

  test('no body makes a widget leave the grid', () => {
    const size = fc.option(fc.integer({ min: -3, max: 40 }), { nil: undefined });
    fc.assert(
      fc.property(fc.array(fc.record({ x: size, y: size, width: size, height: size })), (boxes) => {
        for (const { x, y, width, height } of record(boxes)) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(height).toBeGreaterThanOrEqual(1);
          expect(x + width).toBeLessThanOrEqual(24);
        }
      }),
    );
  });

  test('a widget of an unknown or missing type keeps its place', () => {
    const widgets = record([{ type: 'explorer', x: 0, y: 0, width: 6, height: 6, properties: { title: 't' } }, {}]);
    expect(widgets.map(({ type, series }) => [type, series])).toEqual([
      ['explorer', []],
      ['unknown', []],
    ]);
  });
});

describe('the lines of a metric widget', () => {
  test('each visible row is read in its own period', () => {
    const reads: Read[] = [];
    const series = seriesOf(
      {
        metrics: [
          ['A', 'M', { period: 60 }],
          ['A', 'N'],
        ],
      },
      readerOf(reads),
    );
    expect(reads.map(({ periodSeconds }) => periodSeconds)).toEqual([60, 300]);
    expect(series.map(({ points }) => points.length)).toEqual([10, 2]);
  });

  test('an expression is read with its hidden inputs, in their period, and they get no line', () => {
    const reads: Read[] = [];
    const metrics = [
      ['A', 'Errors', { id: 'e', visible: false, stat: 'Sum', period: 60 }],
      ['A', 'Invocations', { id: 'i', visible: false, stat: 'Sum', period: 60 }],
      ['A', 'Unrelated', { id: 'u', visible: false }],
      [{ expression: '100 * e / i', label: 'share', id: 'share', yAxis: 'right', color: '#d13212' }],
    ];
    expect(seriesOf({ metrics }, readerOf(reads))).toMatchObject([
      { label: 'share', yAxis: 'right', color: '#d13212' },
    ]);
    expect(reads).toHaveLength(1);
    expect(reads[0]!.periodSeconds).toBe(60);
    expect(reads[0]!.queries.map(({ id, returnData }) => [id, returnData])).toEqual([
      ['e', false],
      ['i', false],
      ['share', true],
    ]);
  });

  test('an expression over other expressions is read with the inputs of those', () => {
    const reads: Read[] = [];
    const metrics = [
      ['A', 'M', { id: 'm1', visible: false }],
      [{ expression: 'm1 * 2', id: 'e1', visible: false }],
      [{ expression: 'e1 + 1', id: 'e2' }],
    ];
    seriesOf({ metrics }, readerOf(reads));
    expect(reads[0]!.queries.map(({ id }) => id)).toEqual(['m1', 'e1', 'e2']);
  });

  test('METRICS() reads every metric of the widget', () => {
    const reads: Read[] = [];
    seriesOf(
      { metrics: [['A', 'M', { visible: false }], ['A', 'N', { visible: false }], [{ expression: 'SUM(METRICS())' }]] },
      readerOf(reads),
    );
    expect(reads[0]!.queries).toHaveLength(3);
  });

  test('setPeriodToTimeRange makes one value of the whole range', () => {
    const [series] = seriesOf({ setPeriodToTimeRange: true, metrics: [['A', 'M', { period: 60 }]] });
    expect(series!.points).toEqual([[0, 1]]);
  });

  test('periods without a datapoint are gaps, so that a line without data is still a line', () => {
    const reader: SeriesReader = { read: (queries) => queries.map(({ id }) => ({ id, points: [[2 * MINUTE_MS, 4]] })) };
    const nothing: SeriesReader = { read: (queries) => queries.map(({ id }) => ({ id, points: [] })) };
    const properties = { metrics: [['A', 'M', { period: 60 }]] };
    expect(seriesOf(properties, reader)[0]!.points).toContainEqual([3 * MINUTE_MS, null]);
    expect(seriesOf(properties, nothing)[0]!.points.every(([, value]) => value === null)).toBe(true);
    expect(seriesOf(properties, nothing)[0]!.points).toHaveLength(10);
  });

  test('an expression that gives several lines keeps the reader’s labels', () => {
    const reader: SeriesReader = { read: () => ['a', 'b'].map((label) => ({ id: 'x', label, points: [[0, 1]] })) };
    const series = seriesOf({ metrics: [[{ expression: 'METRICS()', color: '#d13212' }]] }, reader);
    expect(series.map(({ label, color }) => [label, color])).toEqual([
      ['a', undefined],
      ['b', undefined],
    ]);
  });

  test('a widget that names an alarm draws what the alarm watches', () => {
    const arn = 'arn:aws:cloudwatch:eu-west-1:123456789012:alarm:a';
    const metric = { namespace: 'A', metricName: 'M', dimensions: {}, statistic: 'Sum', periodSeconds: 60 };
    const alarm = {
      arn,
      periodSeconds: 60,
      metrics: [{ id: 'm1', returnData: true, metric }],
    } as unknown as AlarmModel;
    const widgets = record([{ type: 'metric', properties: { annotations: { alarms: [arn] } } }], readerOf(), [alarm]);
    expect(widgets[0]!.series).toMatchObject([{ label: 'M' }]);
  });
});

describe('what cannot be computed', () => {
  const label = (properties: object, reader?: SeriesReader) => {
    const [series] = seriesOf(properties, reader);
    expect(series!.points).toEqual([]);
    return series!.label;
  };

  test.each(["SEARCH('{A,B} x', 'Sum', 60)", 'SELECT AVG(M) FROM A'])(
    '%s has no points and says what it is',
    (expression) => {
      expect(label({ metrics: [[{ expression }]] })).toBe(`not rehearsed: ${expression}`);
    },
  );

  test('a row that cannot be read is shown as it stands', () => {
    expect(label({ metrics: [['A']] })).toBe('not rehearsed: a row of metrics that cannot be read: ["A"]');
  });

  test('an expression that the reader leaves out says why, and the other lines are drawn', () => {
    const reader: SeriesReader = {
      read: (queries) =>
        queries.filter(({ expression }) => expression === undefined).map(({ id }) => ({ id, points: [[0, 1]] })),
      problems: () => [{ id: 'x', what: 'FORECAST is not known' }],
    };
    const properties = { metrics: [[{ expression: 'FORECAST(m1)', id: 'x' }], ['A', 'M', { id: 'm2' }]] };
    const series = seriesOf(properties, reader);
    expect(series.map((each) => each.label)).toEqual(['not rehearsed: FORECAST(m1): FORECAST is not known', 'M']);
    expect(series[1]!.points.length).toBeGreaterThan(0);
  });

  test('an error of the reader is the reason', () => {
    const reader: SeriesReader = {
      read: () => {
        throw new Error('boom');
      },
    };
    expect(label({ metrics: [['A', 'M']] }, reader)).toBe('not rehearsed: M: boom');
  });
});
