import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { testCommand } from '../../../bin/commands/test';
import { written } from './written-files';

const ERRORS = `  metrics:
  - {series: 'Shop Errors{FunctionName=shop-Checkout0A1B2C3D}', values: '0x4 8x4 0x9'}
`;
const RIGHT = `template: shop.json
tests:
- name: many errors are an alarm
${ERRORS}  expect: [{alarm: ErrorsHigh, states: 'OK@0m ALARM@7m OK@12m'}]
- name: a few are none
  metrics: [{series: 'Shop Errors{FunctionName=shop-Checkout0A1B2C3D}', values: 3x9}]
  expect: [{alarm: ErrorsHigh, stays: OK}]
`;
const WRONG = `template: shop.json
tests:
- name: too early & <too> "loud"
${ERRORS}  expect: [{alarm: ErrorsHigh, states: 'ALARM@6m OK@12m'}]
- name: all is quiet
  strict: true
${ERRORS}`;

/** Runs the command; what it wrote, without the real time that it took. */
async function run(...args: string[]) {
  const texts = { out: '', err: '' };
  const stream = (name: 'out' | 'err') => ({ write: (text: string) => (texts[name] += text) });
  const code = await testCommand(args, { out: stream('out'), err: stream('err') });
  const timeless = (text: string) => text.replace(/ in [\d.]+ m?s\)/g, ')');
  return { code, out: timeless(texts.out), err: texts.err };
}

describe('golden-signals test', () => {
  const files = written({ 'right.alarms.yaml': RIGHT, 'wrong.alarms.yaml': WRONG, 'broken.alarms.yml': 'tests: [' });

  test('names each test with a mark; all passed is exit code 0', async () => {
    const { code, out, err } = await run(files['right.alarms.yaml']);
    expect([code, err]).toEqual([0, '']);
    expect(out.split('\n').slice(0, 3)).toEqual([
      files['right.alarms.yaml'],
      '  ✓ many errors are an alarm (20m)',
      '  ✓ a few are none (10m)',
    ]);
    expect(out).toMatch(/\n2 passed, 0 failed\n$/);
  });

  test('tells what a failed test expected and what happened; exit code 1', async () => {
    const { code, out } = await run(files['wrong.alarms.yaml']);
    expect(code).toBe(1);
    expect(out).toContain('  ✗ too early & <too> "loud" (20m)\n      shop/errors-high: ');
    expect(out).toMatch(/became ALARM .*7m/);
    expect(out).toContain('  ✗ all is quiet (20m)\n      shop/errors-high: became ALARM at 7m');
    expect(out).toMatch(/\n0 passed, 2 failed\n$/);
  });

  test('says each inferred rule once, at the end', async () => {
    const { out } = await run(files['right.alarms.yaml'], files['wrong.alarms.yaml']);
    expect(out.split('Metrics are complete at the end of their minute')).toHaveLength(2);
  });

  test('says once for each template what is not rehearsed of it', async () => {
    const { out } = await run(files['right.alarms.yaml'], files['wrong.alarms.yaml']);
    expect(out.split('Not rehearsed of shop.json:')).toHaveLength(2);
  });

  test('tells mistakes of files and still runs the others; exit code 2', async () => {
    const { code, out, err } = await run(files['broken.alarms.yml'], files['right.alarms.yaml']);
    expect(code).toBe(2);
    expect(err).toMatch(/^.*broken\.alarms\.yml:\d+:\d+: this is not valid YAML: [^\n]+\n$/);
    expect(out).toMatch(/2 passed, 0 failed, 1 mistake in the files\n$/);
  });

  test('runs only the tests that a filter names', async () => {
    expect((await run(files['right.alarms.yaml'], '--filter', 'A FEW')).out).toMatch(
      /1 passed, 0 failed, 1 left out\n$/,
    );
    const none = await run(files['right.alarms.yaml'], '--filter', 'nothing');
    expect([none.code, none.err]).toEqual([2, 'golden-signals test: no test has "nothing" in its name\n']);
  });

  test.each([
    [[], /which files\?/],
    [['gone.yaml'], /there is no file gone\.yaml/],
    [['*.nothing'], /no file fits \*\.nothing/],
    [['--jnit', 'x'], /--jnit/],
  ])('%j is a wrong command line: exit code 2', async (args, message) => {
    const { code, out, err } = await run(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
    expect(err).toMatch(/^golden-signals test: [^\n]+\n$/);
  });

  test('--junit that cannot be written is a mistake, not a stack trace', async () => {
    const { code, err } = await run(files['right.alarms.yaml'], '--junit', '/gone/report.xml');
    expect(code).toBe(2);
    expect(err).toMatch(/^golden-signals test: --junit: ENOENT[^\n]+\n$/);
  });

  test('--json prints all of it as data, and nothing else', async () => {
    const { code, out } = await run(files['wrong.alarms.yaml'], files['broken.alarms.yml'], '--json');
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({
      passed: 0,
      failed: 2,
      files: [
        {
          problems: [],
          tests: [
            {
              name: 'too early & <too> "loud"',
              line: 3,
              passed: false,
              minutes: 20,
              failures: [{ summary: expect.stringContaining('shop/errors-high'), text: expect.any(String) }],
            },
            { name: 'all is quiet' },
          ],
        },
        { problems: [{ line: 1, what: expect.stringContaining('not valid YAML') }], tests: [] },
      ],
    });
  });

  test('--junit writes what CI systems read, escaped', async () => {
    const report = join(dirname(files['wrong.alarms.yaml']), 'report.xml');
    await run(files['wrong.alarms.yaml'], files['right.alarms.yaml'], files['broken.alarms.yml'], '--junit', report);
    const xml = readFileSync(report, 'utf8');
    expect(xml).toMatch(
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="alarm tests" tests="5" failures="2" errors="1" time="\d+\.\d{3}">/,
    );
    expect(xml).toContain('name="too early &amp; &lt;too&gt; &quot;loud&quot;" classname="wrong"');
    expect(xml).toMatch(/<failure message="shop\/errors-high: [^"]*" type="expectation">/);
    expect(xml).toMatch(/<testcase name="a few are none" classname="right" file="[^"]*" line="7" time="\d+\.\d{3}"\/>/);
    expect(xml).toMatch(/<error message="this is not valid YAML[^"]*" type="file">/);
    expect(xml.match(/<testcase /g)).toHaveLength(5);
  });

  test('a folder gives its *.alarms.yaml and *.alarms.yml, a pattern what fits', async () => {
    const folder = dirname(files['right.alarms.yaml']);
    mkdirSync(join(folder, 'deeper', 'node_modules'), { recursive: true });
    writeFileSync(join(folder, 'deeper', 'more.alarms.yaml'), RIGHT.replace('shop.json', '../shop.json'));
    writeFileSync(join(folder, 'deeper', 'node_modules', 'not-mine.alarms.yaml'), '');
    const filesOf = async (argument: string) =>
      JSON.parse((await run(argument, '--json')).out).files.map(({ file }: { file: string }) =>
        file.slice(folder.length + 1),
      );
    expect(await filesOf(folder)).toEqual([
      'broken.alarms.yml',
      'deeper/more.alarms.yaml',
      'right.alarms.yaml',
      'wrong.alarms.yaml',
    ]);
    expect(await filesOf(`${folder}/*ght.alarms.y?ml`)).toEqual(['right.alarms.yaml']);
    expect(await filesOf(`${folder}/**/*r*.alarms.yaml`)).toEqual([
      'deeper/more.alarms.yaml',
      'right.alarms.yaml',
      'wrong.alarms.yaml',
    ]);
  });
});
