import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditCommand } from '../../../bin/commands/audit';

const folder = mkdtempSync(join(tmpdir(), 'golden-signals-audit-'));

const written = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};
const alarm = (properties: object) => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    Namespace: 'AWS/SQS',
    MetricName: 'NumberOfMessagesSent',
    Dimensions: [{ Name: 'QueueName', Value: 'q' }],
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 3,
    Threshold: 5,
    ComparisonOperator: 'GreaterThanThreshold',
    AlarmActions: ['arn:aws:sns:us-east-1:111122223333:elsewhere'],
    ...properties,
  },
});
const sound = written('sound.json', JSON.stringify({ Resources: { Sent: alarm({}) } }));
const doubtful = written('doubtful.json', JSON.stringify({ Resources: { Sent: alarm({ ActionsEnabled: false }) } }));
const wrong = written(
  'wrong.json',
  JSON.stringify({ Resources: { Sent: alarm({ DatapointsToAlarm: 4, ActionsEnabled: false }) } }),
);

async function run(...args: string[]) {
  const written = { out: '', err: '' };
  const stream = (name: 'out' | 'err') => ({
    write: (text: string) => {
      written[name] += text;
    },
  });
  const code = await auditCommand(args, { out: stream('out'), err: stream('err') });
  return { code, ...written };
}

test('a template without findings', async () => {
  const { code, out } = await run(sound);
  expect(code).toBe(0);
  expect(out).toContain('0 errors, 0 warnings');
});

test('findings by level, with where, what and what to do', async () => {
  const { code, out } = await run(wrong);
  expect(code).toBe(1);
  expect(out.split('\n')).toEqual([
    'Errors',
    '  Sent.DatapointsToAlarm  datapoints-above-periods',
    '    CloudWatch refuses it: 4 of 3 datapoints can never breach',
    '    → Set DatapointsToAlarm to 3 or less, or raise EvaluationPeriods.',
    '',
    'Warnings',
    '  Sent.ActionsEnabled  actions-disabled',
    '    its actions are switched off: nobody is told',
    '    → Set ActionsEnabled to true; to be quiet for a while, use a mute rule.',
    '',
    '1 error, 1 warning',
    '',
  ]);
});

test('warnings do not fail', async () => {
  expect((await run(doubtful)).code).toBe(0);
});

test('several templates, as JSON', async () => {
  const { code, out } = await run(sound, wrong, '--json');
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    errors: 1,
    warnings: 1,
    templates: [
      { file: sound, findings: [] },
      { file: wrong, findings: [{ level: 'error' }, { level: 'warning' }] },
    ],
  });
});

test.each([
  [[], 'which templates'],
  [['--jsno', sound], '--jsno'],
  [[join(folder, 'gone.json')], 'gone.json'],
  [[written('text.json', 'hello')], 'text.json'],
  [[sound, folder], folder],
])('a mistake: %j', async (args, text) => {
  const { code, out, err } = await run(...args);
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err).toMatch(/^golden-signals audit: [^\n]*\n$/);
  expect(err).toContain(text);
});
