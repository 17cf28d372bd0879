import fc from 'fast-check';
import { comparisonOf } from '../../../rehearsal/alarms/comparison';
import { type EvaluationRule, evaluate, evaluationRange } from '../../../rehearsal/alarms/evaluation';
import type { AlarmState } from '../../../rehearsal/run-record';
import { type CaseConfig, casesOf, STATES } from './alarm-cases';

interface EvaluationCase {
  readonly config: CaseConfig;
  readonly datapoints: readonly (number | null)[];
  readonly expected: AlarmState | 'RETAIN';
  readonly mustBeFilled?: number;
}

// That DynamoDB's metrics ignore missing data is a matter of the alarm, not of the algorithm: see metric-alarm.test.ts.
const cases = casesOf<EvaluationCase>('metric-alarm').filter(({ config }) => config.namespace === undefined);

function ruleOf(config: CaseConfig): EvaluationRule {
  return {
    evaluationPeriods: config.evaluationPeriods,
    datapointsToAlarm: config.datapointsToAlarm,
    treatMissingData: config.treatMissingData,
    isBreaching: (value) => comparisonOf(config.comparisonOperator)!.breaches(value, config.threshold),
  };
}

function rangeOf(values: readonly (number | null)[]) {
  return values.map((value, index) => (value === null ? { startMs: index } : { startMs: index, value }));
}

describe('M out of N with missing data', () => {
  test.each(cases)('$description gives $expected ($id)', ({ config, datapoints, expected, mustBeFilled }) => {
    for (const prior of STATES) {
      const { state, filled } = evaluate(rangeOf(datapoints), ruleOf(config), prior);
      expect(state).toBe(expected === 'RETAIN' ? prior : expected);
      if (mustBeFilled !== undefined) expect(filled).toBe(mustBeFilled);
    }
  });

  test('the range of 3 periods is 5, the one case that AWS publishes', () => {
    expect(evaluationRange(3)).toBe(5);
  });

  test.each(
    casesOf<{ config: CaseConfig; datapoints: number[]; initialState: AlarmState; expectedStates: AlarmState[] }>(
      'metric-alarm-sequence',
    ),
  )('$description', ({ config, datapoints, initialState, expectedStates }) => {
    let state = initialState;
    const states = datapoints.map((_, index) => {
      const seen: (number | null)[] = datapoints.slice(0, index + 1);
      const range = [...Array<null>(evaluationRange(config.evaluationPeriods)).fill(null), ...seen].slice(-5);
      state = evaluate(rangeOf(range), ruleOf(config), state).state;
      return state;
    });
    expect(states).toEqual(expectedStates);
  });
});

describe('for any datapoints', () => {
  const treatments = fc.constantFrom('missing', 'ignore', 'breaching', 'notBreaching') as fc.Arbitrary<
    CaseConfig['treatMissingData']
  >;
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
    treatMissingData: CaseConfig['treatMissingData'];
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
