import type { ComparisonOperator } from '../template/model';

/** A comparison with one threshold. The statistic is the first operand. */
export interface Comparison {
  readonly breaches: (value: number, threshold: number) => boolean;
  /** As CloudWatch words it: `greater than the threshold`. */
  readonly words: string;
}

const COMPARISONS: Partial<Readonly<Record<ComparisonOperator, Comparison>>> = {
  GreaterThanThreshold: { breaches: (value, threshold) => value > threshold, words: 'greater than the threshold' },
  GreaterThanOrEqualToThreshold: {
    breaches: (value, threshold) => value >= threshold,
    words: 'greater than or equal to the threshold',
  },
  LessThanThreshold: { breaches: (value, threshold) => value < threshold, words: 'less than the threshold' },
  LessThanOrEqualToThreshold: {
    breaches: (value, threshold) => value <= threshold,
    words: 'less than or equal to the threshold',
  },
};

/** `undefined` for the operators that compare with a band. */
export function comparisonOf(operator: ComparisonOperator): Comparison | undefined {
  return COMPARISONS[operator];
}
