import type { InferredRule } from '../../../alarms/inferred-rules';
import { type TimeSeries, timeSeries } from '../../time-series';
import { datapoints, MathTypeError, nameOfKind, scalar, single } from '../math-value';
import { expectCount } from './arguments';
import { acrossSeveral, type MathFunction, type MathFunctions } from './math-function';

/**
 * Makes one number of datapoints. `places` is how many there could be: the periods of one time series, or the several
 * time series of one period. Without a datapoint the result may be any number that is not finite.
 */
type Summary = (datapoints: readonly number[], places: number) => number;

/** What SORT can sort by, and what the functions of the same name make of the datapoints of one series. */
export const SUMMARIES: Readonly<Record<string, Summary>> = {
  /** Missing values are treated as 0. */
  AVG: (values, places) => sum(values) / places,
  MAX: (values) => values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY),
  MIN: (values) => values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
  SUM: sum,
};

/** Functions that make a number of one time series and a time series of several. */
export const AGGREGATES: MathFunctions = {
  AVG: aggregate(SUMMARIES.AVG!, ['mathAverage'], []),
  MAX: aggregate(SUMMARIES.MAX!, ['mathOfNothing'], ['mathSeveral']),
  MIN: aggregate(SUMMARIES.MIN!, ['mathOfNothing'], ['mathSeveral']),
  SUM: aggregate(SUMMARIES.SUM!, [], []),
  STDDEV: aggregate(standardDeviation, ['mathDeviation', 'mathOfNothing'], ['mathDeviation', 'mathSeveral']),
  DATAPOINT_COUNT: aggregate((values) => values.length, [], ['mathSeveral']),
};

/** `ofOne` and `ofSeveral` are the rules that it follows for one time series and across several. */
function aggregate(summary: Summary, ofOne: readonly InferredRule[], ofSeveral: readonly InferredRule[]): MathFunction {
  return {
    pointwise: acrossSeveral,
    inferredRules: (args) => (acrossSeveral(args) ? ofSeveral : ofOne),
    apply: (args, { grid }) => {
      expectCount(args, 1);
      const value = args[0]!;
      if (value.kind === 'series') return scalar(summary(datapoints(value.series), grid.length));
      if (value.kind !== 'list') throw new MathTypeError(`takes a time series or several, not ${nameOfKind(value)}`);
      return single(
        timeSeries(grid, labelOf(value.list), (index) => {
          const present = value.list.map(({ values }) => values[index]!).filter((each) => !Number.isNaN(each));
          return present.length === 0 ? Number.NaN : summary(present, value.list.length);
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
