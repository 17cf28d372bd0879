import type { InferredRule } from '../alarms/inferred-rules';
import type { Distribution } from './distribution';
import { type Bound, nearestRank, trim } from './trim';

/** A CloudWatch statistic, ready to be computed. */
export interface Statistic {
  /** As it was written: `Sum`, `p90`, `TM(:90%)` … */
  readonly text: string;
  /** For pNN, NN as a fraction: 0.99. */
  readonly percentile?: number;
  /** The rule that its value relies on where AWS is silent. @default none */
  readonly inferredRule?: InferredRule;
  /** `undefined` when CloudWatch has no such statistic of these samples. */
  readonly of: (distribution: Distribution) => number | undefined;
}

type Compute = Statistic['of'];

/** Statistics that every sample set has, also one with negative values. */
export const SIMPLE: Readonly<Record<string, Compute>> = {
  SampleCount: ({ sampleCount }) => sampleCount,
  Sum: ({ sum }) => sum,
  Average: ({ sum, sampleCount }) => sum / sampleCount,
  Minimum: ({ minimum }) => minimum,
  Maximum: ({ maximum }) => maximum,
};

/** Statistics over the samples between two bounds; each name but PR is also a short form, `tm90` for `TM(:90%)`. */
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
    const lifted = below === 0 ? 0 : below * (low ?? Number.NaN);
    const lowered = above === 0 ? 0 : above * (high ?? Number.NaN);
    const mean = (sum + lifted + lowered) / distribution.sampleCount;
    return Number.isNaN(mean) ? undefined : mean;
  },
  PR: (distribution, lower, upper) => (100 * trim(distribution, lower, upper).count) / distribution.sampleCount,
};

// The notations are those that the service model of CloudWatch allows, to the letter: they are case-sensitive.
const PERCENT = String.raw`\d{1,2}(?:\.\d{0,10})?|100(?:\.0{0,10})?`;
const VALUE = String.raw`\d+(?:\.\d{0,10})?(?:[Ee][+-]?\d+)?`;
const ONE_PERCENT = /^(p|tm|tc|ts|wm)(\d{1,2}(?:\.\d{0,10})?|100)$/;
const PERCENTS = new RegExp(String.raw`^(TM|TC|TS|WM)\((?:(${PERCENT})%)?:(?:(${PERCENT})%)?\)$`);
const VALUES = new RegExp(String.raw`^(TM|TC|TS|WM|PR)\((${VALUE})?:(${VALUE})?\)$`);

/** The statistic that `text` names; `undefined` if CloudWatch knows none of that name: see `whyNoStatistic`. */
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

  const [, letters, number] = ONE_PERCENT.exec(text) ?? [];
  const percent = Number(number);
  if (letters === 'p') {
    const of = raw((samples) => nearestRank(samples, percent));
    return { text, percentile: percent / 100, inferredRule: 'nearestRank', of };
  }
  if (letters !== undefined) return between(text, letters.toUpperCase(), undefined, { percent });

  const percents = PERCENTS.exec(text);
  if (percents !== null) return bounded(percents, (bound) => ({ percent: Number(bound) }));
  const values = VALUES.exec(text);
  return values === null ? undefined : bounded(values, (bound) => ({ value: Number(bound) }));
}

/** Of a match of the whole text, the name and two bounds, at least one of which must be there. */
function bounded(match: RegExpExecArray, boundOf: (text: string) => NonNullable<Bound>): Statistic | undefined {
  const [text, name, from, to] = match;
  if (from === undefined && to === undefined) return undefined;
  if (from !== undefined && to !== undefined && Number(from) > Number(to)) return undefined;
  return between(
    text,
    name!,
    from === undefined ? undefined : boundOf(from),
    to === undefined ? undefined : boundOf(to),
  );
}

function between(text: string, name: string, lower: Bound, upper: Bound): Statistic {
  const byShare = [lower, upper].some((bound) => bound !== undefined && 'percent' in bound);
  const of = raw((distribution) => BETWEEN[name]!(distribution, lower, upper));
  return { text, of, ...(byShare && { inferredRule: 'trimmedShare' }) };
}

/** Statistics that need every sample do not exist when one of them is negative. */
function raw(compute: Compute): Compute {
  return (distribution) => (distribution.minimum < 0 ? undefined : compute(distribution));
}
