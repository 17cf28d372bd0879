import fc from 'fast-check';
import type { Alert } from '../../../../lambda/notifier/alert';
import { openEnvelope } from '../../../../lambda/notifier/events/envelope';
import { readAlert } from '../../../../lambda/notifier/events/read-alert';
import { explanationOf, resourceOf, severityOfBreach } from '../../../../lambda/notifier/wording/explanation';
import { linksOf } from '../../../../lambda/notifier/wording/links';
import { compared, duration, quantity } from '../../../../lambda/notifier/wording/quantity';
import { adviceOf, titleOf } from '../../../../lambda/notifier/wording/title';
import { anomalyAlarm, compositeAlarm, contributorAlarm, metricAlarm, metricOk, throughSns } from '../sample-events';

const read = (message: unknown): Alert => readAlert(openEnvelope(throughSns(message)), 'page');

describe('the title', () => {
  test('is the first sentence of the description', () => {
    expect(titleOf(read(metricAlarm()))).toBe('Checkouts fail: function shop-checkout');
  });

  test.each(['', null, 'Runbook: https://runbooks.example.com/x'])(
    'is the alarm’s name where the description %j says nothing',
    (AlarmDescription) => expect(titleOf(read(metricAlarm({ AlarmDescription })))).toBe('shop/checkout/errors'),
  );

  test('keeps a number with its decimals', () => {
    const AlarmDescription = 'More than 0.5 % of checkouts fail. Call the shop.';
    expect(titleOf(read(metricAlarm({ AlarmDescription })))).toBe('More than 0.5 % of checkouts fail');
  });

  test('names the contributor', () => {
    expect(titleOf(read(contributorAlarm('orders', 'x')))).toBe('Writes are throttled (orders)');
  });

  test('leaves causes and first steps to the advice, which repeats neither threshold nor runbook', () => {
    expect(adviceOf(read(metricAlarm()))).toBe('Likely causes: a dependency.\nFirst look at: error lines.');
  });
});

describe('the explanation', () => {
  test('shows the values in the order of time, the threshold and how often', () => {
    expect(explanationOf(read(metricAlarm()))).toBe('Errors (Sum per 1 min): 7.5 → 9 → 12, alarm when > 5 in 3 of 3');
  });

  test('shows what an anomaly alarm expected', () => {
    expect(explanationOf(read(anomalyAlarm()))).toBe('Invocations (Sum per 1 min): 537, expected 193.3 to 531.4');
  });

  test('is CloudWatch’s reason where there are no values', () => {
    const NewStateReason =
      'Threshold Crossed: no datapoints were received for 2 periods and 2 missing datapoints were treated as [Breaching].';
    expect(explanationOf(read(metricAlarm({ NewStateReason })))).toBe(NewStateReason);
  });

  test('leaves a composite to its children', () => {
    expect(explanationOf(read(compositeAlarm()))).toBeUndefined();
    expect(explanationOf(read({ ...compositeAlarm(), TriggeringChildren: [] }))).toMatch(
      /^shop\/checkout\/errors transitioned/,
    );
  });

  test('names the resource', () => {
    expect(resourceOf(read(metricAlarm()))).toBe('FunctionName shop-checkout');
    expect(resourceOf(read(contributorAlarm('orders', 'x')))).toBe('TableName orders');
  });
});

describe('how bad it is', () => {
  test('is the newest value against the threshold', () => {
    expect(severityOfBreach(read(metricAlarm()))).toBe('12 > 5');
  });

  test('is not claimed by a value that does not breach, nor by an OK', () => {
    const NewStateReason =
      'Threshold Crossed: 2 out of the last 3 datapoints [1.0 (02/03/26 09:59:00), 9.0 (02/03/26 09:58:00)] were greater than the threshold (5.0).';
    expect(severityOfBreach(read(metricAlarm({ NewStateReason })))).toBeUndefined();
    expect(severityOfBreach(read(metricOk(17)))).toBeUndefined();
  });
});

describe('links', () => {
  const dashboard = { name: 'shop', region: 'eu-west-1' };

  test('lead to the runbook, the alarm and the dashboard, in this order', () => {
    expect(linksOf(read(metricAlarm()), dashboard)).toEqual([
      { label: 'Runbook', url: 'https://runbooks.example.com/checkout' },
      {
        label: 'Alarm',
        url: 'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#alarmsV2:alarm/shop$2Fcheckout$2Ferrors',
      },
      {
        label: 'Dashboard',
        url: 'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#dashboards/dashboard/shop',
      },
    ]);
  });

  test('stay in the alarm’s partition', () => {
    const AlarmArn = 'arn:aws-cn:cloudwatch:cn-north-1:111122223333:alarm:x';
    expect(linksOf(read(metricAlarm({ AlarmArn })), dashboard)[1]?.url).toMatch(
      /^https:\/\/cn-north-1\.console\.amazonaws\.cn\//,
    );
  });

  test.each([
    ['Runbook at (https://runbooks.example.com/x).', 'https://runbooks.example.com/x'],
    ['See https://wiki.example.com/runbooks/x, please', 'https://wiki.example.com/runbooks/x'],
    ['See <https://evil.example.com|here>', undefined],
    ['Runbook: javascript:alert(1)', undefined],
  ])('the runbook in %j is %s', (AlarmDescription, url) => {
    expect(read(metricAlarm({ AlarmDescription })).runbookUrl).toBe(url);
  });

  test('hold no character that could end them, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (AlarmName) => {
        for (const { url } of linksOf(read(metricAlarm({ AlarmName, AlarmArn: undefined })), dashboard)) {
          expect(url).not.toMatch(/[<>|\s"]/);
        }
      }),
    );
  });
});

describe('quantities', () => {
  test.each([
    [45628, undefined, '45,628'],
    [0.0666851, undefined, '0.06669'],
    [12345.678, 'Milliseconds', '12,346 ms'],
    [99.50160229693434, 'Percent', '99.5 %'],
    [12, 'Count', '12'],
  ])('%d %s reads %s', (value, unit, text) => expect(quantity(value, unit)).toBe(text));

  test('that differ never look the same', () => {
    expect(compared(5.00001, 5)).toEqual(['5.00001', '5']);
  });

  test.each([
    [45_000, '45 s'],
    [17 * 60_000, '17 min'],
    [185 * 60_000, '3 h 5 min'],
    [52 * 3_600_000, '2 d 4 h'],
    [-5, '0 s'],
  ])('%d ms is %s', (ms, text) => expect(duration(ms)).toBe(text));
});
