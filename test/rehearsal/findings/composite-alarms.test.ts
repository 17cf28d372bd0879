import { arnOf, compositeAlarm, metricAlarm } from '../alarms/alarm-models';
import { found, told } from './stack';

const alarms = [
  metricAlarm({ name: 'errors-high', logicalId: 'ErrorsHigh' }),
  metricAlarm({ name: 'slow', logicalId: 'Slow' }),
];
const composite = (alarmRule: string, overrides: Parameters<typeof compositeAlarm>[2] = {}) => ({
  alarms,
  compositeAlarms: [compositeAlarm('Down', alarmRule, overrides)],
});

test('a sound composite has no finding', () => {
  expect(found(composite('ALARM("errors-high") AND NOT OK(slow)'))).toEqual([]);
});

describe('the text of a rule', () => {
  test('a rule that does not parse is told with the character', () => {
    expect(found(composite('ALARM(slow) XOR OK(slow)'))).toEqual(['alarm-rule-syntax Down.AlarmRule']);
    expect(told(composite('ALARM(slow) XOR OK(slow)'))).toContain('at character 13');
  });

  test.each([
    [
      '100 children',
      Array.from({ length: 101 }, (_, index) => `ALARM("arn:aws:cloudwatch:us-east-1:1:alarm:a${index}")`).join(' OR '),
      '101 child alarms',
    ],
    ['500 elements', Array.from({ length: 501 }, () => 'ALARM(slow)').join(' OR '), '501 elements'],
    ['10,240 characters', `ALARM(slow)${' '.repeat(10_240)}`, '10251 characters'],
    ['AT_LEAST over its alarms', 'AT_LEAST(3, ALARM, (slow, errors-high))', 'can never be true'],
  ])('more than %s', (_name, rule, text) => {
    expect(found(composite(rule))).toEqual(['alarm-rule-limits Down.AlarmRule']);
    expect(told(composite(rule))).toContain(text);
  });

  test('a rule with a part that only the deployment knows is not judged', () => {
    expect(found(composite('unresolved(parameter Rule, which has no default)'))).toEqual([]);
  });
});

describe('children', () => {
  test('a name that the template lacks, with the name that was meant', () => {
    expect(found(composite('ALARM(error-high) OR ALARM(slow)'))).toEqual(['unknown-child Down.AlarmRule']);
    expect(told(composite('ALARM(error-high) OR ALARM(slow)'))).toContain('did you mean "errors-high"');
  });

  test('an ARN may lead to another stack', () => {
    expect(found(composite(`ALARM("${arnOf('of-another-stack')}")`))).toEqual([]);
    expect(found(composite('ALARM("imported(Other:Alarm)")'))).toEqual([]);
    expect(found(composite(`ALARM("${arnOf('errors-high')}")`))).toEqual([]);
  });

  test('an ARN of this stack that is misspelt, but not one with another number', () => {
    expect(found(composite(`ALARM("${arnOf('errors-hihg')}")`))).toEqual(['unknown-child Down.AlarmRule']);
    const numbered = {
      alarms: [metricAlarm({ name: 'queue-1' })],
      compositeAlarms: [compositeAlarm('Down', `ALARM("${arnOf('queue-2')}")`)],
    };
    expect(found(numbered)).toEqual([]);
  });

  test('a reference to a resource that is not there', () => {
    expect(found(composite('ALARM("unresolved(Ref Gone)")'))).toEqual(['unknown-child Down.AlarmRule']);
  });
});

describe('cycles', () => {
  test('every member is told, with the way', () => {
    const compositeAlarms = [
      compositeAlarm('A', 'ALARM(B)'),
      compositeAlarm('B', 'ALARM(C) OR ALARM(slow)'),
      compositeAlarm('C', 'OK(A)'),
      compositeAlarm('D', 'ALARM(A)'),
    ];
    expect(found({ alarms, compositeAlarms })).toEqual(['A', 'B', 'C'].map((id) => `composite-cycle ${id}.AlarmRule`));
    expect(told({ compositeAlarms: [compositeAlarm('A', `ALARM("${arnOf('A')}")`)] })).toContain('A → A');
  });
});

describe('rules that nothing changes', () => {
  test.each([
    ['ALARM(slow) AND OK(slow)', ['rule-never-true Down.AlarmRule']],
    [`ALARM(slow) AND NOT ALARM("${arnOf('slow')}")`, ['rule-never-true Down.AlarmRule']],
    ['ALARM(slow) OR NOT ALARM(slow)', ['rule-always-true Down.AlarmRule']],
    ['ALARM(slow) OR OK(slow)', []],
    ['TRUE', []],
    ['FALSE AND ALARM(slow)', []],
  ])('%s', (rule, expected) => {
    expect(found(composite(rule))).toEqual(expected);
  });
});

describe('suppressors', () => {
  const periods = { waitPeriodSeconds: 60, extensionPeriodSeconds: 60 };

  test('a sound one, by name or ARN, also of another stack', () => {
    for (const actionsSuppressor of ['slow', arnOf('slow'), arnOf('elsewhere')]) {
      expect(found(composite('ALARM(errors-high)', { actionsSuppressor, ...periods }))).toEqual([]);
    }
  });

  test('itself', () => {
    const overrides = { actionsSuppressor: arnOf('Down'), ...periods };
    expect(found(composite('ALARM(slow)', overrides))).toEqual(['suppressor-is-itself Down.ActionsSuppressor']);
  });

  test('an unknown one', () => {
    expect(found(composite('ALARM(slow)', { actionsSuppressor: 'deploying', ...periods }))).toEqual([
      'unknown-suppressor Down.ActionsSuppressor',
    ]);
  });

  test('without its periods', () => {
    expect(found(composite('ALARM(slow)', { actionsSuppressor: 'errors-high' }))).toEqual([
      'suppressor-periods Down.ActionsSuppressorWaitPeriod',
      'suppressor-periods Down.ActionsSuppressorExtensionPeriod',
    ]);
  });
});
