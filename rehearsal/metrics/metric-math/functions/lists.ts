import { timeSeries } from '../../time-series';
import { datapoints, MathTypeError, nameOfKind, scalar, several, single } from '../math-value';
import { SUMMARIES } from './aggregates';
import { expectCount, listAt, scalarAt, wordAt } from './arguments';
import { always, type MathFunction, type MathFunctions, never } from './math-function';

const METRIC_COUNT: MathFunction = {
  pointwise: always,
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
    const chosen = context.metrics().filter(({ id }) => filter === undefined || id.includes(filter.word));
    return several(chosen.map(({ series }) => series));
  },
};

const REMOVE_EMPTY: MathFunction = {
  pointwise: never,
  apply: (args) => {
    expectCount(args, 1);
    return several(listAt(args, 0).filter((series) => datapoints(series).length > 0));
  },
};

const SLICE: MathFunction = {
  pointwise: always,
  apply: (args) => {
    expectCount(args, 2, 3);
    const end = args.length === 3 ? scalarAt(args, 2) : undefined;
    return several(listAt(args, 0).slice(scalarAt(args, 1), end));
  },
};

const SORT: MathFunction = {
  pointwise: never,
  apply: (args) => {
    expectCount(args, 3, 4);
    const summary = SUMMARIES[wordAt(args, 1, Object.keys(SUMMARIES))]!;
    const direction = wordAt(args, 2, ['ASC', 'DESC']) === 'ASC' ? 1 : -1;
    const limit = args.length === 4 ? scalarAt(args, 3) : undefined;
    const ranked = listAt(args, 0).map((series) => ({ series, points: datapoints(series) }));
    // Series without datapoints have nothing to be compared by: they go last.
    const filled = ranked.filter(({ points }) => points.length > 0);
    const empty = ranked.filter(({ points }) => points.length === 0);
    filled.sort((a, b) => direction * (summary(a.points) - summary(b.points)));
    return several([...filled, ...empty].slice(0, limit).map(({ series }) => series));
  },
};

function pick(position: number): MathFunction {
  return {
    pointwise: always,
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
