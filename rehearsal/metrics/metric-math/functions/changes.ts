import { type Grid, periodStart, type TimeSeries, timeSeries } from '../../time-series';
import { eachSeries } from '../math-value';
import { expectCount } from './arguments';
import { type MathFunction, type MathFunctions, never } from './math-function';

/** Functions of each datapoint and the ones before it. The first datapoint has none before it. */
export const CHANGES: MathFunctions = {
  DIFF: sincePrevious((value, previous) => value - previous),
  DIFF_TIME: sincePrevious((_value, _previous, seconds) => seconds),
  RATE: sincePrevious((value, previous, seconds) => (value - previous) / seconds),
  RUNNING_SUM: {
    pointwise: never,
    apply: (args, { grid }) => {
      expectCount(args, 1);
      return eachSeries(args[0]!, (series) => {
        let total = 0;
        return timeSeries(grid, series.label, (index) => {
          const value = series.values[index]!;
          if (Number.isNaN(value)) return Number.NaN;
          total += value;
          return total;
        });
      });
    },
  },
};

function sincePrevious(compute: (value: number, previous: number, seconds: number) => number): MathFunction {
  return {
    pointwise: never,
    apply: (args, { grid }) => {
      expectCount(args, 1);
      return eachSeries(args[0]!, (series) => compareWithPrevious(series, grid, compute));
    },
  };
}

function compareWithPrevious(
  { label, values }: TimeSeries,
  grid: Grid,
  compute: (value: number, previous: number, seconds: number) => number,
): TimeSeries {
  let previous = -1;
  return timeSeries(grid, label, (index) => {
    if (Number.isNaN(values[index]!)) return Number.NaN;
    const before = previous;
    previous = index;
    if (before < 0) return Number.NaN;
    return compute(values[index]!, values[before]!, (periodStart(grid, index) - periodStart(grid, before)) / 1000);
  });
}
