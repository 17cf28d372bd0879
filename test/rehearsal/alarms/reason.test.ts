import { comparisonOf } from '../../../rehearsal/alarms/comparison';
import { evaluate, evaluatedIndexes } from '../../../rehearsal/alarms/evaluation';
import { reasonOf } from '../../../rehearsal/alarms/reason';
import { doubleText } from '../../../rehearsal/alarms/wording';
import type { AlarmState } from '../../../rehearsal/run-record';
import type { ComparisonOperator, TreatMissingData } from '../../../rehearsal/template/model';

interface Situation {
  readonly threshold: number;
  readonly operator?: ComparisonOperator;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm?: number;
  readonly treatMissingData?: TreatMissingData;
  readonly prior?: AlarmState;
  /** Oldest first, with the start of the period. */
  readonly range: readonly (readonly [start: string, value?: number])[];
}

function reasonIn(situation: Situation): string {
  const { threshold, evaluationPeriods, datapointsToAlarm, treatMissingData = 'missing', prior = 'OK' } = situation;
  const comparison = comparisonOf({ comparisonOperator: situation.operator ?? 'GreaterThanThreshold', threshold })!;
  const rule = {
    evaluationPeriods,
    datapointsToAlarm: datapointsToAlarm ?? evaluationPeriods,
    treatMissingData,
    isBreaching: (value: number) => comparison.breaches(value, 0),
  };
  const range = situation.range.map(([, value]) => value ?? Number.NaN);
  const evaluated = evaluatedIndexes(range, evaluationPeriods).map((index) => {
    const [start, value] = situation.range[index]!;
    return { startMs: Date.parse(`${start}Z`), value: value!, breaching: rule.isBreaching(value!) };
  });
  const evaluation = evaluate(range, rule, prior);
  return reasonOf({ evaluation, evaluated, rule, comparison, saysDatapointsToAlarm: datapointsToAlarm !== undefined });
}

const minutes = (values: readonly (number | undefined)[]) =>
  values.map((value, index) => [`2026-03-02T10:${String(10 + index)}:00`, value] as const);

describe('a reason reads as CloudWatch writes it', () => {
  test('for an alarm that does not say how many datapoints it takes', () => {
    const range = [['2026-02-26T10:13:00', 21.5]] as const;
    expect(reasonIn({ threshold: 21, evaluationPeriods: 1, range })).toBe(
      'Threshold Crossed: 1 datapoint [21.5 (26/02/26 10:13:00)] was greater than the threshold (21.0).',
    );
  });

  test('for many datapoints, of which the newest five are listed', () => {
    const reason = reasonIn({
      threshold: 65,
      operator: 'LessThanThreshold',
      evaluationPeriods: 6,
      datapointsToAlarm: 6,
      range: minutes([1, 2, 3, 4, 5, 6]),
    });
    expect(reason).toBe(
      'Threshold Crossed: 6 out of the last 6 datapoints were less than the threshold (65.0). The most recent datapoints which crossed the threshold: [6.0 (02/03/26 10:15:00), 5.0 (02/03/26 10:14:00), 4.0 (02/03/26 10:13:00), 3.0 (02/03/26 10:12:00), 2.0 (02/03/26 10:11:00)] (minimum 6 datapoints for OK -> ALARM transition).',
    );
  });

  test('for one datapoint among missing ones', () => {
    const reason = reasonIn({
      threshold: 1,
      operator: 'GreaterThanOrEqualToThreshold',
      evaluationPeriods: 20,
      datapointsToAlarm: 1,
      treatMissingData: 'notBreaching',
      range: minutes([613, ...Array<undefined>(21).fill(undefined)]),
    });
    expect(reason).toBe(
      'Threshold Crossed: 1 out of the last 20 datapoints [613.0 (02/03/26 10:10:00)] was greater than or equal to the threshold (1.0) and 19 missing datapoints were treated as [NonBreaching] (minimum 1 datapoint for OK -> ALARM transition).',
    );
  });

  test('for no data at all', () => {
    expect(reasonIn({ threshold: 1, evaluationPeriods: 1, range: minutes([undefined]) })).toBe(
      'Insufficient Data: 1 datapoint was unknown.',
    );
  });
});

test('numbers are printed as Java prints doubles', () => {
  expect([5, 0, -2, 0.25, 20000, 12_345_678, 0.0001].map(doubleText)).toEqual([
    '5.0',
    '0.0',
    '-2.0',
    '0.25',
    '20000.0',
    '1.2345678E7',
    '1.0E-4',
  ]);
});
