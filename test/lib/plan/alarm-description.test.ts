import { Token } from 'aws-cdk-lib';
import { describeThreshold } from '../../../lib/plan/alarm-description';
import type { Threshold } from '../../../lib/signals/signal';

test.each<[Threshold, string]>([
  [{ above: 5, unit: '%' }, 'above 5 %'],
  [{ atLeast: 2500, unit: 'ms' }, '2,500 ms or more'],
  [{ atMost: 3, unit: 'count' }, '3 or less'],
  [{ below: 4 * 2 ** 30, unit: 'bytes' }, 'below 4 GiB (4,294,967,296 bytes)'],
  [{ below: 1.5 * 2 ** 20, unit: 'bytes' }, 'below 1.5 MiB (1,572,864 bytes)'],
  [{ below: 500, unit: 'bytes' }, 'below 500 bytes'],
  [{ above: 2048, unit: 'MiB' }, 'above 2 GiB (2,048 MiB)'],
  [{ above: 5000, unit: 'µs' }, 'above 5 ms (5,000 µs)'],
  [{ above: 276_480, unit: 's' }, 'above 3.2 days (276,480 s)'],
  [{ atLeast: 300, unit: 's' }, '300 s or more'],
  [{ belowBand: 3, unit: 'count' }, 'below the band of what is usual'],
])('%j reads "%s"', (threshold, text) => {
  expect(describeThreshold(threshold)).toBe(text);
});

test('a threshold that is a parameter is named as what it is: its token says nothing to people', () => {
  const parameter = Token.asNumber({ Ref: 'Limit' });
  expect(describeThreshold({ above: parameter, unit: 'ms' })).toBe('above what the deployment says (ms)');
  expect(describeThreshold({ atLeast: parameter, unit: 'count' })).toBe('what the deployment says or more');
});
