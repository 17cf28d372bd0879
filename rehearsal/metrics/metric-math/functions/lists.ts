import type { InferredRule } from '../../../alarms/inferred-rules';
import { timeSeries } from '../../time-series';
import { datapoints, MathTypeError, type MathValue, nameOfKind, scalar, several, single } from '../math-value';
import { SUMMARIES } from './aggregates';
import { countAt, expectCount, listAt, wordAt } from './arguments';
import { always, type MathFunction, type MathFunctions, never } from './math-function';

/** AWS documents functions of lists for lists alone; what they make of one time series is no doubt. */
const ofSeveral = ([value]: readonly MathValue[]): InferredRule[] => (value?.kind === 'series' ? ['mathKinds'] : []);

const METRIC_COUNT: MathFunction = {
  pointwise: always,
  inferredRules: ofSeveral,
  apply: (args) => {
    expectCount(args, 1);
    return scalar(listAt(args, 0).length);
  },
};

const METRICS: MathFunction = {
  pointwise: always,
  apply: (args, context) => {
    expectCount(args, 0, 1);
    const filter = args[0];
    if (filter !== undefined && filter.kind !== 'word') {
      throw new MathTypeError(`takes a text that ids contain, not ${nameOfKind(filter)}`);
    }
    const metrics = context.metrics();
    const chosen = metrics.filter(({ id }) => filter === undefined || id.includes(filter.word));
    if (filter !== undefined && metrics.length > 0 && chosen.length === 0) {
      throw new MathTypeError(`finds no metric whose id contains ${filter.word}`);
    }
    return several(chosen.map(({ series }) => series));
  },
};

const REMOVE_EMPTY: MathFunction = {
  pointwise: never,
  inferredRules: ofSeveral,
  apply: (args) => {
    expectCount(args, 1);
    return several(listAt(args, 0).filter((series) => datapoints(series).length > 0));
  },
};

const SLICE: MathFunction = {
  pointwise: always,
  inferredRules: ofSeveral,
  apply: (args) => {
    expectCount(args, 2, 3);
    const end = args.length === 3 ? countAt(args, 2) : undefined;
    return several(listAt(args, 0).slice(countAt(args, 1), end));
  },
};

const SORT: MathFunction = {
  pointwise: never,
  inferredRules: (args) => ['mathSortEmpty', ...ofSeveral(args)],
  apply: (args) => {
    expectCount(args, 3, 4);
    const summary = SUMMARIES[wordAt(args, 1, Object.keys(SUMMARIES))]!;
    const direction = wordAt(args, 2, ['ASC', 'DESC']) === 'ASC' ? 1 : -1;
    const limit = args.length === 4 ? countAt(args, 3) : undefined;
    const ranked = listAt(args, 0).map((series) => ({ series, points: datapoints(series) }));
    // Series without datapoints have nothing to be compared by: they go last.
    const filled = ranked.filter(({ points }) => points.length > 0);
    const empty = ranked.filter(({ points }) => points.length === 0);
    const keyOf = ({ series, points }: (typeof ranked)[number]) => summary(points, series.values.length);
    filled.sort((a, b) => direction * (keyOf(a) - keyOf(b)));
    return several([...filled, ...empty].slice(0, limit).map(({ series }) => series));
  },
};

function pick(position: number): MathFunction {
  return {
    pointwise: always,
    inferredRules: ofSeveral,
    apply: (args, { grid }) => {
      expectCount(args, 1);
      return single(listAt(args, 0).at(position) ?? timeSeries(grid, '', () => Number.NaN));
    },
  };
}

/** Functions that choose among several time series. */
export const LISTS: MathFunctions = {
  FIRST: pick(0),
  LAST: pick(-1),
  METRIC_COUNT,
  METRICS,
  REMOVE_EMPTY,
  SLICE,
  SORT,
};
