import type { AlarmChanges } from '../alarms/hindsight';
import type { AlarmRecord } from '../run-record';
import type { AlarmModel, ComparisonOperator, TreatMissingData } from '../template/model';
import { thresholdCandidates } from './threshold-candidates';

/** A change of an alarm's configuration, in words, and what the alarm would have done with it. */
export interface Proposal {
  readonly changes: AlarmChanges;
  /** `DatapointsToAlarm 2 instead of 3`. */
  readonly text: string;
  readonly transitions: AlarmRecord['transitions'];
}

export interface NearestChangesOptions {
  readonly model: AlarmModel;
  /** How many evaluations one replay makes. */
  readonly evaluations: number;
  /** Datapoints of the run, for thresholds between them. */
  readonly values: readonly number[];
  readonly replay: (changes: AlarmChanges) => AlarmRecord['transitions'];
  readonly isGood: (transitions: AlarmRecord['transitions']) => boolean;
}

interface Candidate {
  readonly changes: AlarmChanges;
  readonly text: string;
  /** How much of a change it is: one step of M or N is 1. */
  readonly size: number;
}

/** How far M and N change together. */
const MOST_STEPS = 3;
/** Of one property, and evaluations that may be replayed for it: a failure of a long run must not take long either. */
const MOST_CANDIDATES = 120;
const MOST_EVALUATIONS = 50_000;

/** The smallest changes that make an alarm do what is expected, smallest first: at most one for each property, at most `count`. */
export function nearestChanges(options: NearestChangesOptions, count = 2): Proposal[] {
  const { model, values, evaluations } = options;
  const most = Math.max(12, Math.min(MOST_CANDIDATES, Math.floor(MOST_EVALUATIONS / evaluations)));
  const firsts = [
    firstGood(countCandidates(model, most), options),
    firstGood(thresholds(model, values, most), options),
    firstGood(comparisons(model), options),
    firstGood(treatments(model), options),
  ];
  return firsts
    .flatMap((found) => found ?? [])
    .sort((a, b) => a.size - b.size)
    .slice(0, count)
    .map(({ changes, text, transitions }) => ({ changes, text, transitions }));
}

function firstGood(
  candidates: readonly Candidate[],
  { replay, isGood }: NearestChangesOptions,
): (Candidate & Proposal) | undefined {
  for (const candidate of candidates.toSorted((a, b) => a.size - b.size)) {
    const transitions = replay(candidate.changes);
    if (isGood(transitions)) return { ...candidate, transitions };
  }
  return undefined;
}

/** M, or N, or both by a few steps. Without a DatapointsToAlarm in the template, M goes with N. */
function countCandidates(
  { evaluationPeriods: n, datapointsToAlarm, periodSeconds }: AlarmModel,
  most: number,
): Candidate[] {
  const m = datapointsToAlarm ?? n;
  const longest = Math.floor((periodSeconds < 3600 ? 86_400 : 604_800) / periodSeconds);
  const candidates: Candidate[] = [];
  for (let newN = 1; newN <= Math.min(n + MOST_STEPS, Math.max(n, longest)); newN++) {
    for (let newM = 1; newM <= newN; newM++) {
      const steps = Math.abs(newN - n) + Math.abs(newM - m);
      if (newN === n && newM !== m) {
        const text = `DatapointsToAlarm ${newM} instead of ${m}`;
        candidates.push({ changes: { datapointsToAlarm: newM }, text, size: steps });
      } else if (newN !== n && newM === (datapointsToAlarm ?? newN)) {
        const text = `EvaluationPeriods ${newN} instead of ${n}`;
        candidates.push({ changes: { evaluationPeriods: newN }, text, size: Math.abs(newN - n) + 0.1 });
      } else if (newN !== n && Math.abs(newN - n) <= MOST_STEPS && Math.abs(newM - m) <= MOST_STEPS) {
        const text = `${newM} of ${newN} datapoints instead of ${m} of ${n}`;
        candidates.push({ changes: { evaluationPeriods: newN, datapointsToAlarm: newM }, text, size: steps + 0.5 });
      }
    }
  }
  return candidates.sort((a, b) => a.size - b.size).slice(0, most);
}

const EQUALS: Partial<Readonly<Record<ComparisonOperator, ComparisonOperator>>> = {
  GreaterThanThreshold: 'GreaterThanOrEqualToThreshold',
  GreaterThanOrEqualToThreshold: 'GreaterThanThreshold',
  LessThanThreshold: 'LessThanOrEqualToThreshold',
  LessThanOrEqualToThreshold: 'LessThanThreshold',
};

function comparisons({ comparisonOperator }: AlarmModel): Candidate[] {
  const other = EQUALS[comparisonOperator];
  if (other === undefined) return [];
  return [{ changes: { comparisonOperator: other }, text: `ComparisonOperator ${other}`, size: 1 }];
}

function thresholds(
  { threshold, comparisonOperator }: AlarmModel,
  values: readonly number[],
  most: number,
): Candidate[] {
  if (threshold === undefined || EQUALS[comparisonOperator] === undefined) return [];
  const side = {
    breachesAbove: comparisonOperator.startsWith('Greater'),
    includesEqual: comparisonOperator.includes('OrEqualTo'),
  };
  return thresholdCandidates(threshold, values, side, most).map((value) => ({
    changes: { threshold: value },
    text: `Threshold ${value} instead of ${threshold}`,
    size: 0.5 + (2 * Math.abs(value - threshold)) / Math.max(Math.abs(value), Math.abs(threshold)),
  }));
}

const TREATMENTS: readonly TreatMissingData[] = ['missing', 'ignore', 'notBreaching', 'breaching'];

function treatments({ treatMissingData }: AlarmModel): Candidate[] {
  return TREATMENTS.filter((each) => each !== treatMissingData).map((each) => ({
    changes: { treatMissingData: each },
    text: `TreatMissingData ${each} instead of ${treatMissingData}`,
    size: 2,
  }));
}
