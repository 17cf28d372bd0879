import { type TimeSeries, timeSeries } from '../../time-series';
import { datapoints, MathTypeError, nameOfKind, scalar, single } from '../math-value';
import { expectCount } from './arguments';
import { acrossSeveral, type MathFunction, type MathFunctions } from './math-function';

/** What SORT can sort by, and what the functions of the same name make of the datapoints of one series. */
export const SUMMARIES: Readonly<Record<string, (values: readonly number[]) => number>> = {
  AVG: (values) => sum(values) / values.length,
  MAX: (values) => Math.max(...values),
  MIN: (values) => Math.min(...values),
  SUM: sum,
};

/** Functions that make a number of one time series and a time series of several. */
export const AGGREGATES: MathFunctions = {
  AVG: aggregate(SUMMARIES.AVG!, (values, seriesCount) => sum(values) / seriesCount),
  MAX: aggregate(SUMMARIES.MAX!),
  MIN: aggregate(SUMMARIES.MIN!),
  SUM: aggregate(SUMMARIES.SUM!),
  STDDEV: aggregate(standardDeviation),
  DATAPOINT_COUNT: aggregate((values) => values.length),
};

/** `across` works on the datapoints that several series have in the same period; there is at least one. */
function aggregate(
  along: (values: readonly number[]) => number,
  across: (values: readonly number[], seriesCount: number) => number = along,
): MathFunction {
  return {
    pointwise: acrossSeveral,
    apply: (args, { grid }) => {
      expectCount(args, 1);
      const value = args[0]!;
      if (value.kind === 'series') return scalar(along(datapoints(value.series)));
      if (value.kind !== 'list') throw new MathTypeError(`takes a time series or several, not ${nameOfKind(value)}`);
      return single(
        timeSeries(grid, labelOf(value.list), (index) => {
          const present = value.list.map(({ values }) => values[index]!).filter((each) => !Number.isNaN(each));
          return present.length === 0 ? Number.NaN : across(present, value.list.length);
        }),
      );
    },
  };
}

function labelOf(list: readonly TimeSeries[]): string {
  return list[0]?.label ?? '';
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Of the whole population; AWS does not say which. */
function standardDeviation(values: readonly number[]): number {
  const mean = sum(values) / values.length;
  return Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / values.length);
}
