import {
  axisRange,
  horizontalAnnotations,
  verticalAnnotations,
} from '../../../../rehearsal/page/client/chart/annotation';
import { chartData, lonelyPoints, statistics, valueAt } from '../../../../rehearsal/page/client/chart/chart-data';
import type { SeriesRecord } from '../../../../rehearsal/run-record';

function line(...points: [number, number | null][]): SeriesRecord {
  return { label: 'l', yAxis: 'left', points };
}

describe('the data of a chart', () => {
  test('a missing datapoint is a gap; a window that a line does not have is passed over', () => {
    const data = chartData([line([0, 1], [60, null], [120, 3]), line([0, 5], [120, 6])], false);
    expect(data).toEqual({
      times: [0, 60, 120],
      lines: [
        [1, null, 3],
        [5, undefined, 6],
      ],
    });
  });

  test('stacked lines stand on those before them, and keep their gaps', () => {
    expect(chartData([line([0, 1], [60, null]), line([0, 5], [60, 6])], true).lines).toEqual([
      [1, null],
      [6, 6],
    ]);
  });

  test('the value at an instant is that of its window', () => {
    const series = line([0, 1], [60, null], [120, 3]);
    expect([0, 59, 60, 500].map((atMs) => valueAt(series, atMs))).toEqual([1, 1, null, 3]);
    expect(valueAt(line([60, 1]), 10)).toBeNull();
  });

  test('points between gaps are found, so that they can be drawn as dots', () => {
    expect(lonelyPoints([1, null, 2, null, 3, 4, undefined, 5, null])).toEqual([0, 2]);
  });

  test('statistics leave missing datapoints out', () => {
    expect(statistics(line([0, 1], [1, null], [2, 5]))).toEqual({ min: 1, max: 5, mean: 3 });
    expect(statistics(line([0, null]))).toEqual({ min: null, max: null, mean: null });
  });
});

describe('the annotations of a widget', () => {
  test('a line has its value, label, colour and axis', () => {
    const horizontal = [
      { value: 3, label: 't', color: '#d00', yAxis: 'right', fill: 'above' },
      { value: 'x' },
      { value: 1, visible: false },
    ];
    expect(horizontalAnnotations({ annotations: { horizontal } })).toEqual([
      { value: 3, label: 't', color: '#d00', yAxis: 'right', shade: [3, Number.POSITIVE_INFINITY] },
    ]);
  });

  test('a pair is a band between two lines', () => {
    const horizontal = [[{ value: 5, label: 'high', color: '#0d0' }, { value: 2 }]];
    expect(horizontalAnnotations({ annotations: { horizontal } })).toEqual([
      { value: 5, label: 'high', color: '#0d0', yAxis: 'left', shade: [2, 5] },
      { value: 2, label: undefined, color: '#0d0', yAxis: 'left', shade: undefined },
    ]);
  });

  test('a vertical one stands at its instant', () => {
    const vertical = [{ value: '2026-01-05T09:03:00Z', label: 'deploy' }, { value: 'never' }];
    expect(verticalAnnotations({ annotations: { vertical } })).toEqual([
      { atMs: Date.UTC(2026, 0, 5, 9, 3), label: 'deploy', color: undefined },
    ]);
  });

  test('an axis reaches from zero over everything that is drawn, unless the body sets its ends', () => {
    expect(axisRange({}, [10], [100])).toEqual([0, 112]);
    expect(axisRange({ min: 90, max: 100 }, [95], [])).toEqual([90, 100]);
    expect(axisRange({}, [], [])).toEqual([0, 1]);
    expect(axisRange({ min: 5, max: 5 }, [], [])).toEqual([5, 6]);
    expect(axisRange({}, [-10, 10], [])[0]).toBeLessThan(-10);
  });

  test('a threshold out of all proportion does not press the lines flat', () => {
    expect(axisRange({}, [100], [100_000])).toEqual([0, 112]);
    expect(axisRange({}, [0], [100_000])).toEqual([0, 112_000]);
  });
});
