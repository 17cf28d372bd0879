import type { InferredRule } from '../../../alarms/inferred-rules';
import type { MathContext, MathValue } from '../math-value';

/** A function of metric math: what it computes, and what can be said of it without any data. */
export interface MathFunction {
  /** Throws MathTypeError when the arguments do not fit. */
  readonly apply: (args: readonly MathValue[], context: MathContext) => MathValue;
  /**
   * Whether each period of the result depends on that period of the arguments alone, not on its neighbours or on how
   * many periods there are. Only the kinds of the arguments may decide, never their values.
   */
  readonly pointwise: (args: readonly MathValue[]) => boolean;
  /** It takes the id of a metric, no other expression. @default false */
  readonly ofMetric?: boolean;
  /** The rules that it follows where AWS is silent. @default none */
  readonly inferredRules?: (args: readonly MathValue[]) => readonly InferredRule[];
}

/** A table of functions by name. */
export type MathFunctions = Readonly<Record<string, MathFunction>>;

export const always = () => true;
export const never = () => false;

/** For functions that work along one time series, but period by period across several. */
export const acrossSeveral = ([value]: readonly MathValue[]) => value?.kind === 'list';
