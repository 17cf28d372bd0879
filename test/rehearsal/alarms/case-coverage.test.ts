import { countByKind } from './alarm-cases';

/** Kinds that a test of this tree runs, one by one. */
const RUN = [
  'metric-alarm',
  'metric-alarm-sequence',
  'window',
  'cadence',
  'low-sample',
  'metric-math',
  'statistics',
  'state-reason',
  'composite',
  'suppression',
  'mute',
  'filter-pattern',
  'filter-extract',
  'metric-filter',
  'emf',
  'timeline',
];

describe('of the cases of CloudWatch that we know', () => {
  test('those of every kind are run; observations assert nothing', () => {
    const waiting = Object.fromEntries(Object.entries(countByKind()).filter(([kind]) => !RUN.includes(kind)));
    expect(waiting).toEqual({ observation: 2 });
  });

  test('all others are run, but for the reason of an anomaly alarm, which needs a band', () => {
    const counts = countByKind();
    expect(RUN.reduce((total, kind) => total + counts[kind]!, 0)).toBe(104);
  });
});
