import { cadenceSeconds } from '../../../rehearsal/alarms/cadence';
import { minimumSamples } from '../../../rehearsal/alarms/low-sample';
import { casesOf } from './alarm-cases';

test.each(casesOf<{ config: { period: number; evaluationPeriods: number }; expected: number }>('cadence'))(
  '$description',
  ({ config, expected }) => {
    expect(cadenceSeconds(config.period, config.evaluationPeriods)).toBe(expected);
  },
);

test.each(casesOf<{ config: { percentile: number }; expected: { minimumSamples: number } }>('low-sample'))(
  '$description',
  ({ config, expected }) => {
    expect(minimumSamples(config.percentile)).toBe(expected.minimumSamples);
  },
);
