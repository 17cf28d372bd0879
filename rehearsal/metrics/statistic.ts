import type { Distribution } from './distribution';
import { type Bound, nearestRank, trim } from './trim';

/** A CloudWatch statistic, ready to be computed. */
export interface Statistic {
  /** As it was written: `Sum`, `p90`, `TM(:90%)` … */
  readonly text: string;
  /** For pNN, NN as a fraction: 0.99. */
  readonly percentile?: number;
  /** `undefined` when CloudWatch has no such statistic of these samples. */
  readonly of: (distribution: Distribution) => number | undefined;
}

type Compute = Statistic['of'];

const SIMPLE: Readonly<Record<string, Compute>> = {
  SampleCount: ({ sampleCount }) => sampleCount,
  Sum: ({ sum }) => sum,
  Average: ({ sum, sampleCount }) => sum / sampleCount,
  Minimum: ({ minimum }) => minimum,
  Maximum: ({ maximum }) => maximum,
};

/** Statistics over the samples between two bounds; each name is also a short form, `tm90` for `TM(:90%)`. */
const BETWEEN: Readonly<
  Record<string, (distribution: Distribution, lower: Bound, upper: Bound) => number | undefined>
> = {
  TM: (distribution, lower, upper) => {
    const kept = trim(distribution, lower, upper);
    return kept.count === 0 ? undefined : kept.sum / kept.count;
  },
  TC: (distribution, lower, upper) => trim(distribution, lower, upper).count,
  TS: (distribution, lower, upper) => trim(distribution, lower, upper).sum,
  WM: (distribution, lower, upper) => {
    const { sum, below, above, low, high } = trim(distribution, lower, upper);
    return low === undefined || high === undefined
      ? undefined
      : (sum + below * low + above * high) / distribution.sampleCount;
  },
  PR: (distribution, lower, upper) => (100 * trim(distribution, lower, upper).count) / distribution.sampleCount,
};

const NUMBER = String.raw`\d+(?:\.\d{1,10})?`;
const PERCENTILE = new RegExp(`^p(${NUMBER})$`);
const SHORT = new RegExp(`^(tm|tc|ts|wm)(${NUMBER})$`);
const FULL = new RegExp(String.raw`^(TM|TC|TS|WM|PR)\((-?${NUMBER}%?)?:(-?${NUMBER}%?)?\)$`);

/** The statistic that `text` names; `undefined` if CloudWatch knows none of that name. */
export function parseStatistic(text: string): Statistic | undefined {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const statistic = parse(text);
  if (statistic !== undefined) parsed.set(text, statistic);
  return statistic;
}

const parsed = new Map<string, Statistic>();

function parse(text: string): Statistic | undefined {
  if (Object.hasOwn(SIMPLE, text)) return { text, of: SIMPLE[text]! };
  if (text === 'IQM') return between(text, 'TM', { percent: 25 }, { percent: 75 });

  const percentile = Number(PERCENTILE.exec(text)?.[1] ?? Number.NaN);
  if (percentile <= 100)
    return { text, percentile: percentile / 100, of: raw((samples) => nearestRank(samples, percentile)) };

  const short = SHORT.exec(text);
  if (short !== null) {
    const percent = Number(short[2]);
    return percent <= 100 ? between(text, short[1]!.toUpperCase(), undefined, { percent }) : undefined;
  }

  const full = FULL.exec(text);
  if (full === null || (full[2] === undefined && full[3] === undefined)) return undefined;
  const lower = bound(full[2]);
  const upper = bound(full[3]);
  const hasPercent = [lower, upper].some((limit) => limit !== undefined && 'percent' in limit);
  if (hasPercent && full[1] === 'PR') return undefined;
  return between(text, full[1]!, lower, upper);
}

function between(text: string, name: string, lower: Bound, upper: Bound): Statistic {
  return { text, of: raw((distribution) => BETWEEN[name]!(distribution, lower, upper)) };
}

/** Statistics that need every sample do not exist when one of them is negative. */
function raw(compute: Compute): Compute {
  return (distribution) => (distribution.minimum < 0 ? undefined : compute(distribution));
}

function bound(text: string | undefined): Bound {
  if (text === undefined) return undefined;
  return text.endsWith('%') ? { percent: Number(text.slice(0, -1)) } : { value: Number(text) };
}
