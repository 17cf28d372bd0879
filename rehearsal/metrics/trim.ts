import { type Distribution, type RankedSamples, rankAt } from './distribution';

/** Where a trimmed statistic cuts: at a share of the samples, at a value, or not at all. */
export type Bound = { readonly percent: number } | { readonly value: number } | undefined;

/** The samples that are left between two bounds, and what was cut off. */
export interface Trimmed {
  readonly count: number;
  readonly sum: number;
  /** How many samples lie below and above the bounds. */
  readonly below: number;
  readonly above: number;
  /** The values at the bounds, which winsorized samples are given; `undefined` when nothing is left. */
  readonly low: number | undefined;
  readonly high: number | undefined;
}

/** 99.9 % of 1000 is 999, whatever binary fractions make of it. */
const ROUNDING = 1e-9;

/** The smallest sample that at least `percent` per cent of all samples do not exceed. AWS does not say how it interpolates. */
export function nearestRank(distribution: Distribution, percent: number): number {
  const samples = distribution.ranked();
  const rank = Math.max(1, Math.ceil((percent * distribution.sampleCount) / 100 - ROUNDING));
  return samples.values[indexOfRank(samples, rank)]!;
}

/** Cuts the sorted samples: a percent bound by position, a value bound exclusive below and inclusive above. */
export function trim(distribution: Distribution, lower: Bound, upper: Bound): Trimmed {
  const samples = distribution.ranked();
  const total = distribution.sampleCount;
  const below = lower === undefined ? 0 : cut(samples, total, lower, Math.floor, ROUNDING);
  const upTo = Math.max(below, upper === undefined ? total : cut(samples, total, upper, Math.ceil, -ROUNDING));

  let sum = 0;
  let previous = 0;
  for (let index = 0; index < samples.length && previous < upTo; index++) {
    const rank = rankAt(samples, index);
    const kept = Math.min(rank, upTo) - Math.max(previous, below);
    if (kept > 0) sum += kept * samples.values[index]!;
    previous = rank;
  }
  const count = upTo - below;
  return {
    count,
    sum,
    below,
    above: total - upTo,
    low: valueAt(lower) ?? (count === 0 ? undefined : samples.values[indexOfRank(samples, below + 1)]),
    high: valueAt(upper) ?? (count === 0 ? undefined : samples.values[indexOfRank(samples, upTo)]),
  };
}

function valueAt(bound: Bound): number | undefined {
  return bound !== undefined && 'value' in bound ? bound.value : undefined;
}

/** How many samples lie at or below the bound. */
function cut(
  samples: RankedSamples,
  total: number,
  bound: NonNullable<Bound>,
  round: (share: number) => number,
  tolerance: number,
): number {
  if ('percent' in bound) return Math.min(total, Math.max(0, round((bound.percent * total) / 100 + tolerance)));
  let atOrBelow = 0;
  for (let index = 0; index < samples.length && samples.values[index]! <= bound.value; index++) {
    atOrBelow = rankAt(samples, index);
  }
  return atOrBelow;
}

function indexOfRank({ ranks }: RankedSamples, rank: number): number {
  if (ranks === undefined) return rank - 1;
  let first = 0;
  let last = ranks.length - 1;
  while (first < last) {
    const middle = (first + last) >> 1;
    if (ranks[middle]! >= rank) last = middle;
    else first = middle + 1;
  }
  return first;
}
