import { periodStart, timeSeries } from '../../time-series';
import { scalar, single } from '../math-value';
import { expectCount, scalarAt, seriesAt } from './arguments';
import { always, type MathFunction, type MathFunctions } from './math-function';

/** Functions of time alone. Dates are in UTC; the series that they return have a datapoint in every period. */
export const DATES: MathFunctions = {
  MINUTE: ofDate((date) => date.getUTCMinutes()),
  HOUR: ofDate((date) => date.getUTCHours()),
  /** 1 for Monday to 7 for Sunday. */
  DAY: ofDate((date) => date.getUTCDay() || 7),
  DATE: ofDate((date) => date.getUTCDate()),
  MONTH: ofDate((date) => date.getUTCMonth() + 1),
  YEAR: ofDate((date) => date.getUTCFullYear()),
  EPOCH: ofDate((date) => date.getTime() / 1000),
  PERIOD: {
    pointwise: always,
    ofMetric: true,
    apply: (args, { grid }) => {
      expectCount(args, 1);
      seriesAt(args, 0);
      return scalar(grid.periodMs / 1000);
    },
  },
  TIME_SERIES: {
    pointwise: always,
    apply: (args, { grid }) => {
      expectCount(args, 1);
      const value = scalarAt(args, 0);
      return single(timeSeries(grid, '', () => value));
    },
  },
};

function ofDate(part: (date: Date) => number): MathFunction {
  return {
    pointwise: always,
    apply: (args, { grid }) => {
      expectCount(args, 1);
      const { label } = seriesAt(args, 0);
      return single(timeSeries(grid, label, (index) => part(new Date(periodStart(grid, index)))));
    },
  };
}
