import type { AlarmModel, ComparisonOperator } from '../template/model';
import type { Band } from './band';
import { doubleText } from './wording';

/** What an alarm compares its datapoints with: one threshold, or a band whose bounds change. */
export interface Comparison {
  /** `startMs`: the begin of the datapoint's period. */
  breaches(value: number, startMs: number): boolean;
  /** False where there is nothing to compare with: a gap of the band. The datapoint counts as missing there. */
  holdsAt(startMs: number): boolean;
  /** Whether it is a band: each datapoint has thresholds of its own. */
  readonly several: boolean;
  /** As CloudWatch words it, with `not` where it did not breach, for the periods that begin at these instants. */
  words(starts: readonly number[], breaches: boolean): string;
  /** Members of the reason's data. */
  data(starts: readonly number[]): Readonly<Record<string, unknown>>;
}

const THRESHOLDS: Partial<
  Readonly<Record<ComparisonOperator, { breaches: (value: number, threshold: number) => boolean; words: string }>>
> = {
  GreaterThanThreshold: { breaches: (value, threshold) => value > threshold, words: 'greater than' },
  GreaterThanOrEqualToThreshold: {
    breaches: (value, threshold) => value >= threshold,
    words: 'greater than or equal to',
  },
  LessThanThreshold: { breaches: (value, threshold) => value < threshold, words: 'less than' },
  LessThanOrEqualToThreshold: { breaches: (value, threshold) => value <= threshold, words: 'less than or equal to' },
};

/** Which bounds of a band an operator looks at. */
const BANDS: Partial<Readonly<Record<ComparisonOperator, readonly ('lower' | 'upper')[]>>> = {
  LessThanLowerOrGreaterThanUpperThreshold: ['lower', 'upper'],
  LessThanLowerThreshold: ['lower'],
  GreaterThanUpperThreshold: ['upper'],
};

/** True for an operator that compares with a band. */
export function comparesWithBand(operator: ComparisonOperator): boolean {
  return BANDS[operator] !== undefined;
}

/** `undefined` when what it takes is not there: a threshold, or for an anomaly alarm a band. */
export function comparisonOf(
  { comparisonOperator, threshold }: Pick<AlarmModel, 'comparisonOperator' | 'threshold'>,
  band?: Band,
): Comparison | undefined {
  const bounds = BANDS[comparisonOperator];
  if (bounds !== undefined) return band && withBand(bounds, band);
  return threshold === undefined ? undefined : withThreshold(comparisonOperator, threshold);
}

function withThreshold(operator: ComparisonOperator, threshold: number): Comparison {
  const { breaches, words } = THRESHOLDS[operator]!;
  return {
    breaches: (value) => breaches(value, threshold),
    holdsAt: () => true,
    several: false,
    words: (_starts, breaches) => `${not(breaches)}${words} the threshold (${doubleText(threshold)})`,
    data: () => ({ threshold }),
  };
}

function withBand(bounds: readonly ('lower' | 'upper')[], { lowerAt, upperAt }: Band): Comparison {
  const lower = bounds.includes('lower');
  const upper = bounds.includes('upper');
  const list = (at: (startMs: number) => number, starts: readonly number[]) =>
    `[${starts.map(at).map(doubleText).join(', ')}]`;
  return {
    breaches: (value, startMs) => (lower && value < lowerAt(startMs)) || (upper && value > upperAt(startMs)),
    holdsAt: (startMs) => !Number.isNaN(lowerAt(startMs)) && !Number.isNaN(upperAt(startMs)),
    several: true,
    words: (starts, breaches) =>
      [
        ...(lower ? [`${not(breaches)}less than the lower thresholds ${list(lowerAt, starts)}`] : []),
        ...(upper ? [`${not(breaches)}greater than the upper thresholds ${list(upperAt, starts)}`] : []),
      ].join(' or '),
    data: (starts) => ({
      ...(lower ? { recentLowerThresholds: starts.map(lowerAt) } : {}),
      ...(upper ? { recentUpperThresholds: starts.map(upperAt) } : {}),
    }),
  };
}

function not(breaches: boolean): string {
  return breaches ? '' : 'not ';
}
