import { type TimeSeries, timeSeries } from '../../time-series';
import { eachSeries, MathTypeError, type MathValue, nameOfKind, scalar, single } from '../math-value';
import { expectCount } from './arguments';
import { always, type MathFunction, type MathFunctions } from './math-function';

/** Takes a value where the condition is not 0. A period in which the condition has no datapoint has none. */
const IF: MathFunction = {
  pointwise: always,
  inferredRules: (args) => (args.every(({ kind }) => kind === 'scalar') ? ['mathKinds'] : []),
  apply: (args, { grid }) => {
    expectCount(args, 2, 3);
    const [condition, whenTrue, whenFalse] = args as [MathValue, MathValue, MathValue | undefined];
    const trueAt = valueReader(whenTrue, 2);
    const falseAt = whenFalse === undefined ? () => Number.NaN : valueReader(whenFalse, 3);
    if (condition.kind === 'scalar' && whenTrue.kind === 'scalar' && whenFalse?.kind === 'scalar') {
      return scalar(chosen(condition.value, whenTrue.value, whenFalse.value));
    }
    if (condition.kind === 'scalar') {
      const decision = condition.value;
      return single(timeSeries(grid, labelOf(whenTrue), (index) => chosen(decision, trueAt(index), falseAt(index))));
    }
    const conditionAt = valueReader(condition, 1);
    return single(
      timeSeries(grid, labelOf(whenTrue), (index) => {
        const value = trueAt(index);
        return chosen(conditionAt(index), Number.isNaN(value) ? 0 : value, falseAt(index));
      }),
    );
  },
};

function chosen(decision: number, whenTrue: number, whenFalse: number): number {
  if (Number.isNaN(decision)) return Number.NaN;
  return decision === 0 ? whenFalse : whenTrue;
}

const FILL: MathFunction = {
  inferredRules: ([, filler]) => (filler?.kind === 'word' ? ['mathFillEdges'] : []),
  /** REPEAT and LINEAR look at the neighbours of a gap. */
  pointwise: ([, filler]) => filler !== undefined && filler.kind !== 'word',
  apply: (args, { grid }) => {
    expectCount(args, 2);
    const filler = args[1]!;
    return eachSeries(args[0]!, (series) => {
      const fillAt = fillReader(series, filler);
      return timeSeries(grid, series.label, (index) => {
        const value = series.values[index]!;
        return Number.isNaN(value) ? fillAt(index) : value;
      });
    });
  },
};

/** Functions that decide where there is a datapoint. */
export const CONDITIONALS: MathFunctions = { IF, FILL };

function valueReader(value: MathValue, position: number): (index: number) => number {
  if (value.kind === 'scalar') return () => value.value;
  if (value.kind === 'series') return (index) => value.series.values[index]!;
  throw new MathTypeError(`takes a number or a time series as argument ${position}, not ${nameOfKind(value)}`);
}

function labelOf(value: MathValue): string {
  return value.kind === 'series' ? value.series.label : '';
}

function fillReader(series: TimeSeries, filler: MathValue): (index: number) => number {
  if (filler.kind !== 'word') return valueReader(filler, 2);
  if (filler.word === 'REPEAT') return (index) => series.values[neighbour(series, index, -1)] ?? Number.NaN;
  if (filler.word === 'LINEAR') return (index) => interpolate(series, index);
  throw new MathTypeError('fills with a number, a time series, REPEAT or LINEAR');
}

/** A gap before the first or after the last datapoint has no line to lie on and stays. */
function interpolate(series: TimeSeries, index: number): number {
  const before = neighbour(series, index, -1);
  const after = neighbour(series, index, 1);
  const from = series.values[before] ?? Number.NaN;
  const to = series.values[after] ?? Number.NaN;
  return from + ((to - from) * (index - before)) / (after - before);
}

/** Index of the nearest datapoint in a direction; outside the grid when there is none. */
function neighbour({ values }: TimeSeries, index: number, step: -1 | 1): number {
  let at = index + step;
  while (at >= 0 && at < values.length && Number.isNaN(values[at]!)) at += step;
  return at;
}
