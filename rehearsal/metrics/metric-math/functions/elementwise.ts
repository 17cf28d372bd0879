import { timeSeries } from '../../time-series';
import { eachSeries, scalar } from '../math-value';
import { expectCount } from './arguments';
import { always, type MathFunction, type MathFunctions } from './math-function';

/** Functions of each datapoint by itself. */
export const ELEMENTWISE: MathFunctions = {
  ABS: each(Math.abs),
  CEIL: each(Math.ceil),
  FLOOR: each(Math.floor),
  LOG: each(Math.log),
  LOG10: each(Math.log10),
};

function each(compute: (value: number) => number): MathFunction {
  return {
    pointwise: always,
    inferredRules: ([value]) => (value?.kind === 'scalar' ? ['mathKinds'] : []),
    apply: (args, { grid }) => {
      expectCount(args, 1);
      const value = args[0]!;
      if (value.kind === 'scalar') return scalar(compute(value.value));
      return eachSeries(value, ({ label, values }) => timeSeries(grid, label, (index) => compute(values[index]!)));
    },
  };
}
