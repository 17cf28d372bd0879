import fc from 'fast-check';
import { evaluate, evaluationRange } from '../../../rehearsal/alarms/evaluation';
import type { AlarmState } from '../../../rehearsal/run-record';
import type { TreatMissingData } from '../../../rehearsal/template/model';
import { STATES } from './alarm-models';

function rangeOf(values: readonly (number | null)[]): number[] {
  return values.map((value) => value ?? Number.NaN);
}

test('the range of 3 periods is 5, the one case that AWS publishes', () => {
  expect(evaluationRange(3)).toBe(5);
});

describe('for any datapoints', () => {
  const treatments = fc.constantFrom(
    'missing',
    'ignore',
    'breaching',
    'notBreaching',
  ) as fc.Arbitrary<TreatMissingData>;
  const scenario = fc
    .record({
      evaluationPeriods: fc.integer({ min: 1, max: 6 }),
      treatMissingData: treatments,
      prior: fc.constantFrom(...STATES),
    })
    .chain((base) =>
      fc.record({
        ...Object.fromEntries(Object.entries(base).map(([key, value]) => [key, fc.constant(value)])),
        datapointsToAlarm: fc.integer({ min: 1, max: base.evaluationPeriods }),
        datapoints: fc.array(fc.option(fc.constantFrom(1, 5)), {
          minLength: evaluationRange(base.evaluationPeriods),
          maxLength: evaluationRange(base.evaluationPeriods),
        }),
      }),
    ) as fc.Arbitrary<{
    evaluationPeriods: number;
    datapointsToAlarm: number;
    treatMissingData: TreatMissingData;
    prior: AlarmState;
    datapoints: (number | null)[];
  }>;
  const isBreaching = (value: number) => value > 3;

  test('nothing but ALARM comes of breaching datapoints alone when none is missing', () => {
    fc.assert(
      fc.property(scenario, ({ datapoints, prior, ...rule }) => {
        const { state } = evaluate(rangeOf(datapoints.map(() => 5)), { ...rule, isBreaching }, prior);
        expect(state).toBe('ALARM');
      }),
    );
  });

  test('M greater than N never raises an alarm', () => {
    fc.assert(
      fc.property(scenario, ({ datapoints, prior, ...rule }) => {
        fc.pre(prior !== 'ALARM');
        const impossible = { ...rule, datapointsToAlarm: rule.evaluationPeriods + 1, isBreaching };
        expect(evaluate(rangeOf(datapoints), impossible, prior).state).not.toBe('ALARM');
      }),
    );
  });

  test('the state before matters only where missing data is ignored', () => {
    fc.assert(
      fc.property(scenario, ({ datapoints, prior: _, ...rule }) => {
        fc.pre(rule.treatMissingData !== 'ignore');
        const states = STATES.map((prior) => evaluate(rangeOf(datapoints), { ...rule, isBreaching }, prior).state);
        expect(new Set(states).size).toBe(1);
      }),
    );
  });

  test('treating missing data as breaching is never quieter than treating it as not breaching', () => {
    fc.assert(
      fc.property(scenario, ({ datapoints, prior, ...rule }) => {
        const as = (treatMissingData: 'breaching' | 'notBreaching') =>
          evaluate(rangeOf(datapoints), { ...rule, treatMissingData, isBreaching }, prior).state;
        if (as('notBreaching') === 'ALARM') expect(as('breaching')).toBe('ALARM');
      }),
    );
  });

  test('datapoints older than the newest N do not count when the newest N are all there', () => {
    fc.assert(
      fc.property(scenario, fc.constantFrom(1, 5, null), ({ datapoints, prior, ...rule }, older) => {
        const newest = datapoints.slice(-rule.evaluationPeriods).map((value) => value ?? 1);
        const range = [...datapoints.slice(0, -rule.evaluationPeriods), ...newest];
        const changed = [...range.slice(0, -rule.evaluationPeriods).map(() => older), ...newest];
        const state = (values: (number | null)[]) => evaluate(rangeOf(values), { ...rule, isBreaching }, prior).state;
        expect(state(changed)).toBe(state(range));
      }),
    );
  });
});
