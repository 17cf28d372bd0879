import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { staticFindings } from '../../../rehearsal/findings/static-findings';
import { loadTemplate } from '../../../rehearsal/template/load-template';
import type { DashboardModel, MetricFilterModel, MuteRuleModel } from '../../../rehearsal/template/model';
import { arnOf, metricAlarm } from '../alarms/alarm-models';
import { found, told } from './stack';

const alarms = [metricAlarm()];

describe('mute rules', () => {
  const day = (text: string) => Date.parse(`${text}T00:00:00Z`);
  const mute = (overrides: Partial<MuteRuleModel> = {}) => ({
    alarms,
    muteRules: [
      {
        logicalId: 'Night',
        name: 'night',
        expression: 'cron(0 22 * * 6)',
        durationSeconds: 3600,
        timeZone: 'Europe/Berlin',
        alarmNames: ['errors-high'],
        ...overrides,
      },
    ],
  });

  test('a sound one', () => {
    expect(found(mute())).toEqual([]);
    expect(found(mute({ expression: 'at(2026-01-31T22:00)', alarmNames: [arnOf('errors-high')] }))).toEqual([]);
  });

  test.each<Partial<MuteRuleModel>>([
    { expression: 'cron(0 22 * *)' },
    { expression: 'cron(99 22 * * *)' },
    { expression: 'rate(1 day)' },
    { expression: 'at(tomorrow)' },
    { durationSeconds: 30 },
    { durationSeconds: 16 * 86_400 },
    { timeZone: 'Berlin' },
  ])('a wrong schedule: %j', (overrides) => {
    expect(found(mute(overrides))).toEqual(['mute-schedule Night.Rule.Schedule']);
  });

  test('one that the loader could not read', () => {
    const notRehearsed = [{ where: 'Night.Rule.Schedule', what: '"x" is not a time zone; the rule mutes nothing' }];
    expect(found({ notRehearsed })).toEqual(['mute-schedule Night.Rule.Schedule']);
  });

  test('one that is never active', () => {
    const never = ['mute-never-active Night'];
    const once = { expression: 'at(2026-01-31T22:00)' };
    expect(found(mute({ startMs: day('2026-02-01'), expireMs: day('2026-01-01') }))).toEqual(never);
    expect(found(mute({ ...once, expireMs: day('2026-01-31') }))).toEqual(never);
    expect(found(mute({ ...once, startMs: day('2026-02-02'), expireMs: day('2026-03-01') }))).toEqual(never);
    expect(found(mute({ ...once, startMs: day('2026-01-01'), expireMs: day('2026-03-01') }))).toEqual([]);
  });

  test('one that has expired, for whoever says what day it is', () => {
    const expired = mute({ expireMs: day('2026-02-01') });
    expect(found(expired)).toEqual([]);
    expect(found(expired, day('2026-01-01'))).toEqual([]);
    expect(found(expired, day('2026-03-01'))).toEqual(['mute-never-active Night']);
    expect(found(mute({ expression: 'at(2026-01-31T22:00)' }), day('2026-03-01'))).toEqual(['mute-never-active Night']);
  });

  test('an alarm that is not there', () => {
    expect(found(mute({ alarmNames: ['errors-high', 'error-high'] }))).toEqual([
      'mute-unknown-alarm Night.MuteTargets.AlarmNames[1]',
    ]);
    expect(found(mute({ alarmNames: ['imported(Other:Alarm)', arnOf('of-another-stack')] }))).toEqual([]);
  });
});

describe('metric filters', () => {
  const filter = (
    filterPattern: string,
    overrides: Partial<MetricFilterModel['transformations'][number]> = {},
  ): { metricFilters: MetricFilterModel[] } => ({
    metricFilters: [
      {
        logicalId: 'Filter',
        logGroupName: 'logs',
        filterPattern,
        transformations: [{ namespace: 'Shop', metricName: 'Errors', metricValue: '1', dimensions: {}, ...overrides }],
      },
    ],
  });
  const transformation = ['filter-transformation Filter.MetricTransformations'];

  test.each([
    ['ERROR', {}, []],
    ['{ $.level = ERROR }', { metricValue: '$.count', dimensions: { service: '$.service' } }, []],
    ['{ $.level = ', {}, ['filter-pattern Filter.FilterPattern']],
    ['unresolved(parameter Pattern, which has no default)', {}, []],
    [
      '{ $.level = ERROR }',
      { defaultValue: 0, dimensions: { service: '$.service' } },
      ['filter-default-with-dimensions Filter.MetricTransformations'],
    ],
    ['{ $.level = ERROR }', { metricValue: 'many' }, transformation],
    ['ERROR', { metricValue: '$.count' }, transformation],
    ['{ $.a = 1 }', { dimensions: { a: '$.a', b: '$.b', c: '$.c', d: '$.d' } }, transformation],
  ])('%s %j', (pattern, overrides, expected) => {
    expect(found(filter(pattern, overrides))).toEqual(expected);
  });
});

describe('dashboards', () => {
  const board = (widgets: DashboardModel['body']['widgets']) => ({
    alarms,
    dashboards: [{ logicalId: 'Board', name: 'board', body: { widgets } }],
  });
  const drawn = (count: number) => ({
    type: 'metric',
    properties: { metrics: Array.from({ length: count }, (_, index) => ['CWAgent', `m${index}`]) },
  });

  test('at the limits and above', () => {
    const limits = ['dashboard-limits Board'];
    expect(found(board(Array.from({ length: 500 }, () => ({ type: 'text' }))))).toEqual([]);
    expect(found(board(Array.from({ length: 501 }, () => ({ type: 'text' }))))).toEqual(limits);
    expect(found(board([500, 500, 500, 500, 500].map(drawn)))).toEqual([]);
    expect(found(board([500, 500, 500, 500, 500, 1].map(drawn)))).toEqual(limits);
    expect(found(board([drawn(501)]))).toEqual(['dashboard-limits Board.widgets[0]']);
  });

  test.each([
    [arnOf('errors-high'), []],
    [arnOf('of-another-stack'), []],
    ['imported(Other:Alarm)', []],
    ['errors-high', ['widget-unknown-alarm Board.widgets[0]']],
    [arnOf('erors-high'), ['widget-unknown-alarm Board.widgets[0]']],
    ['unresolved(Ref Gone)', ['widget-unknown-alarm Board.widgets[0]']],
  ])('a widget of the alarm %s', (alarm, expected) => {
    expect(found(board([{ type: 'alarm', properties: { alarms: [alarm] } }]))).toEqual(expected);
    expect(found(board([{ type: 'metric', properties: { annotations: { alarms: [alarm] } } }]))).toEqual(expected);
  });

  test.each([
    ['late-orders', []],
    ['late-orderz', ['widget-unknown-alarm Board.widgets[0]']],
  ])('a widget of %s, where a condition leaves out late-orders and another alarm is late-order', (shown, expected) => {
    const alarm = (AlarmName: string) => ({
      Type: 'AWS::CloudWatch::CompositeAlarm',
      Properties: { AlarmName, AlarmRule: 'FALSE' },
    });
    const widget = { type: 'alarm', properties: { alarms: [arnOf(shown)] } };
    const model = loadTemplate({
      template: {
        Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
        Resources: {
          Orders: { ...alarm('late-orders'), Condition: 'Never' },
          Order: alarm('late-order'),
          Board: {
            Type: 'AWS::CloudWatch::Dashboard',
            Properties: { DashboardBody: JSON.stringify({ widgets: [widget] }) },
          },
        },
      },
    });
    expect(found(model).filter((each) => each.startsWith('widget-'))).toEqual(expected);
  });

  test('a name where an ARN belongs is told as such', () => {
    expect(told(board([{ type: 'alarm', properties: { alarms: ['errors-high'] } }]))).toContain('takes its ARN');
  });
});

test('a key that stands twice is told, and where', () => {
  const templateFile = join(mkdtempSync(join(tmpdir(), 'twice-')), 'twice.yaml');
  writeFileSync(templateFile, 'Resources:\n  A: {Type: AWS::SQS::Queue}\n  A: {Type: AWS::SNS::Topic}\n');
  const [finding, ...others] = staticFindings(loadTemplate({ templateFile }));
  expect(finding).toMatchObject({ id: 'repeated-key', level: 'warning', where: `${templateFile}:3:3` });
  expect(others).toEqual([]);
});
