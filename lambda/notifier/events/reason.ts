import type { Comparison, MetricFacts } from '../alert';

/** What CloudWatch's sentence says in numbers. Its grammar is not published: whatever does not match is left out. */
export type ReasonFacts = Pick<
  MetricFacts,
  'threshold' | 'comparison' | 'band' | 'evaluationPeriods' | 'datapointsToAlarm'
> & { readonly recentValues: readonly number[] };

const NUMBER = String.raw`-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?`;
/** A value and the time of its datapoint, as in `12.0 (02/03/26 10:14:00)`. */
const DATAPOINT = new RegExp(String.raw`(${NUMBER}) \(\d\d/\d\d/\d\d \d\d:\d\d:\d\d\)`, 'g');
const COMPARED = new RegExp(
  String.raw`\b(greater than or equal to|greater than|less than or equal to|less than) the threshold \((${NUMBER})\)`,
);
const OUT_OF = /\b\d+ out of the last (\d+) datapoints?\b/;
const LOWER = new RegExp(String.raw`lower thresholds? \[(${NUMBER})`);
const UPPER = new RegExp(String.raw`upper thresholds? \[(${NUMBER})`);

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  'greater than or equal to': '≥',
  'greater than': '>',
  'less than or equal to': '≤',
  'less than': '<',
};

/** More values than fit into one line help nobody. */
export const MAX_VALUES = 5;
/** A reason is at most 1,023 characters; a longer text is not CloudWatch's, and not worth the scan. */
const MAX_REASON_LENGTH = 4096;

/** Reads values, threshold and comparison out of a state reason. */
export function readReason(text: string | undefined): ReasonFacts {
  const reason = (text ?? '').slice(0, MAX_REASON_LENGTH);
  const values = [...reason.matchAll(DATAPOINT)].slice(0, MAX_VALUES).map((match) => Number(match[1]));
  const compared = COMPARED.exec(reason);
  const lower = LOWER.exec(reason);
  const upper = UPPER.exec(reason);
  const outOf = OUT_OF.exec(reason);
  return {
    recentValues: values.filter(Number.isFinite),
    ...(compared !== null && { comparison: COMPARISONS[compared[1]!]!, threshold: Number(compared[2]) }),
    ...((lower !== null || upper !== null) && {
      band: { ...(lower !== null && { lower: Number(lower[1]) }), ...(upper !== null && { upper: Number(upper[1]) }) },
    }),
    ...(outOf !== null && { evaluationPeriods: Number(outOf[1]) }),
  };
}
