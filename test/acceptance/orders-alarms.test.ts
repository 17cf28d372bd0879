import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testCommand } from '../../bin/commands/test';
import { exampleTemplate } from './example';

jest.setTimeout(180_000);

const FILE = join(__dirname, '../../bin/example/orders.alarms.yaml');

/** Runs the alarm tests of the example, changed by `change`, on its template as it is now. */
async function runExample(change: (text: string) => string, ...args: string[]) {
  const file = join(mkdtempSync(join(tmpdir(), 'alarm-tests-')), 'orders.alarms.yaml');
  const text = change(readFileSync(FILE, 'utf8'));
  writeFileSync(file, text.replace('../../cdk.out/Orders.template.json', exampleTemplate()));
  const written = { out: '', err: '' };
  const stream = (name: 'out' | 'err') => ({ write: (line: string) => (written[name] += line) });
  const code = await testCommand([file, ...args], { out: stream('out'), err: stream('err') });
  return { code, ...written };
}

test('the alarm tests of the example pass', async () => {
  const { code, out, err } = await runExample((text) => text);
  expect(`${err}${code === 0 ? '' : out}`).toBe('');
  expect(code).toBe(0);
  expect(out.match(/^ {2}✓ .+$/gm)).toHaveLength(15);
  expect(out).not.toContain('note:');
  expect(out).toMatch(/\n15 passed, 0 failed\n$/);
});

test('a test that expects a page too early fails, and says why it comes when it comes', async () => {
  const tooEarly = (text: string) => text.replace("'ALARM@9m OK@27m'", "'ALARM@8m OK@27m'");
  const { code, out } = await runExample(tooEarly, '--filter', 'page after four bad minutes');
  expect(code).toBe(1);
  expect(out).toContain('Orders/Api/errors: expected ALARM at 8m, but it became ALARM at 9m');
  // Both timelines, the datapoints, the rule that decided, and what would satisfy the test.
  expect(out).toMatch(/expected +ALARM@8m OK@27m/);
  expect(out).toMatch(/actual +OK@0m ALARM@9m OK@27m/);
  expect(out).toMatch(/^ +\d+m.*\n|\[X\]/m);
  expect(out).toMatch(/4 needed/);
  expect(out).toMatch(/What would satisfy it/);
  expect(out).toMatch(/\n0 passed, 1 failed, 14 left out\n$/);
});

test('an alarm that is not there is named with the nearest one, at its line', async () => {
  const typo = (text: string) => text.replace('Orders/DeadLetters/dead-letters', 'Orders/DeadLetter/dead-letters');
  const { code, err } = await runExample(typo);
  expect(code).toBe(2);
  expect(err).toMatch(
    /orders\.alarms\.yaml:\d+:13: tests\[6\]\.expect\[0\]\.alarm: the template has no alarm "Orders\/DeadLetter\/dead-letters"; did you mean "Orders\/DeadLetters\/dead-letters"/,
  );
});
