import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as rules from '../../../rehearsal/findings/rules';
import { FINDING_KINDS, staticFindings } from '../../../rehearsal/findings/static-findings';
import { metricAlarm } from '../alarms/alarm-models';
import { stack } from './stack';

const RULES = Object.values(rules);

test('every file of rules/ is a rule that is looked at', () => {
  const files = readdirSync(join(__dirname, '../../../rehearsal/findings/rules'));
  expect(new Set(RULES).size).toBe(files.filter((name) => name !== 'index.ts').length);
});

test('an id belongs to one rule, and says what it means', () => {
  const ids = RULES.flatMap(({ finds }) => Object.keys(finds));
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  expect(Object.keys(FINDING_KINDS)).toEqual(ids);
  for (const [id, { means }] of Object.entries(FINDING_KINDS)) {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)+$/);
    expect(means).toMatch(/\S/);
  }
});

test('every id is given by a test', () => {
  const tests = readdirSync(__dirname).filter((name) => name.endsWith('.test.ts') && name !== 'rules.test.ts');
  const { readFileSync } = jest.requireActual<typeof import('node:fs')>('node:fs');
  const text = tests.map((name) => readFileSync(join(__dirname, name), 'utf8')).join('\n');
  expect(Object.keys(FINDING_KINDS).filter((id) => !text.includes(id))).toEqual([]);
});

test('errors come first, each finding once, and it says what to do', () => {
  const findings = staticFindings(
    stack({ alarms: [metricAlarm({ actionsEnabled: false }), metricAlarm({ datapointsToAlarm: 9 })] }),
  );
  expect(findings.map(({ id, level }) => `${level} ${id}`)).toEqual([
    'error datapoints-above-periods',
    'warning actions-disabled',
  ]);
  for (const { what, advice } of findings)
    expect([what, advice]).toEqual([expect.stringMatching(/\S/), expect.stringMatching(/\.$/)]);
  expect(
    staticFindings(stack({ alarms: [metricAlarm({ datapointsToAlarm: 9 }), metricAlarm({ datapointsToAlarm: 9 })] })),
  ).toHaveLength(1);
});
