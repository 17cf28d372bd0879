// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how alarm tests refer to resources
import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import fc from 'fast-check';
import type { AlarmTest } from '../../../rehearsal/alarm-tests/alarm-test';
import { readTestFile } from '../../../rehearsal/alarm-tests/reading/read-file';
import { TemplateCache } from '../../../rehearsal/alarm-tests/template-cache';
import { written } from './written-files';

const NINE = Date.parse('2026-01-05T09:00:00Z');
const MINUTE = 60_000;

function read(text: string) {
  return readTestFile(written({ 'a.alarms.yaml': text })['a.alarms.yaml'], new TemplateCache());
}

/** The only test of a file that begins with `template:`. */
function testOf(lines: string): AlarmTest {
  const result = read(`template: shop.json\ntests:\n- name: one\n  strict: true\n${lines}`);
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 1));
  return result.tests.tests[0]!;
}

/** What is wrong in a file, each as `line:column: field: what`. */
function problemsOf(text: string): string[] {
  const result = read(text);
  if (result.ok) return [];
  return result.problems.map(({ file, line, column, field, what }) => {
    expect(basename(file)).toBe('a.alarms.yaml');
    return `${line}:${column}: ${field}: ${what}`;
  });
}

function problemsOfTest(lines: string): string[] {
  return problemsOf(`template: shop.json\ntests:\n- name: one\n  strict: true\n${lines}`);
}

describe('a test becomes a scenario and expectations', () => {
  test('metrics in the notation, with the names of resources', () => {
    const { scenario } = testOf(`  metrics:
  - {series: 'Shop Errors{FunctionName=\${Checkout}}', values: '0 1 _', at: 2m}
  - {series: {namespace: Shop, metric: Requests, dimensions: {stage: 1}}, unit: Count, interval: 10s, values: 5}`);
    expect(scenario).toMatchObject({
      title: 'one',
      startsAt: '2026-01-05T09:00:00.000Z',
      minutes: 5,
      metrics: [
        {
          namespace: 'Shop',
          metricName: 'Errors',
          dimensions: { FunctionName: 'a-Checkout0A1B2C3D' },
          intervalSeconds: 60,
          atMinute: 2,
          values: [0, 1, null],
        },
        { metricName: 'Requests', dimensions: { stage: '1' }, unit: 'Count', intervalSeconds: 10, values: [5] },
      ].map((metric) => ({ ...metric, dimensions: renamed(metric.dimensions) })),
    });
  });

  test('lines of a log, an object as a line of JSON; invocations; operations in order of time', () => {
    const { scenario } = testOf(`  logs:
  - {group: Lines, at: 3m, lines: [plain, {level: ERROR}], times: 5, every: 10s}
  invoke:
  - {function: Checkout, at: 90s, event: {path: /pay}, times: 3, async: true}
  operations:
  - {purge: Letters, at: 9m}
  - {redrive: Letters, at: 8m}`);
    expect(scenario.logs).toEqual([
      { logGroup: '/shop/api', atMinute: 3, lines: ['plain', '{"level":"ERROR"}'], times: 5, everySeconds: 10 },
    ]);
    expect(scenario.invocations).toEqual([
      {
        function: 'Checkout0A1B2C3D',
        atMinute: 1.5,
        event: { path: '/pay' },
        times: 3,
        everySeconds: 60,
        asynchronous: true,
      },
    ]);
    expect(scenario.steps!.map(({ atMinute, action }) => [atMinute, action])).toEqual([
      [8, { kind: 'redrive', queue: 'Letters' }],
      [9, { kind: 'purge', queue: 'Letters' }],
    ]);
    // A minute after the last thing that is mentioned.
    expect(scenario.minutes).toBe(10);
  });

  test('faults', () => {
    const { scenario } = testOf(`  duration: 20m
  faults:
  - {chat: 500, from: 12m, to: 14m}
  - {chat: 429, retryAfter: 45s}
  - {chat: hang}
  - {function: Checkout, fault: throw, message: boom}
  - {function: Checkout, fault: exit, exitCode: 3}
  - {function: Checkout, fault: throttle, rate: 0.1}
  - {function: Checkout, fault: outOfMemory}
  - {function: Checkout, slow: 3s}
  - {dependency: https://pay.example.com, slow: 4500ms}
  - {dependency: https://pay.example.com, status: 503}
  - {dependency: https://pay.example.com, fault: hang}`);
    const url = 'https://pay.example.com';
    const name = 'Checkout0A1B2C3D';
    expect(scenario.steps!.map(({ action }) => action)).toEqual([
      { kind: 'chat', fault: { kind: 'rateLimit', retryAfterSeconds: 45 } },
      { kind: 'chat', fault: { kind: 'hang' } },
      { kind: 'function', function: name, fault: { kind: 'throw', message: 'boom' } },
      { kind: 'function', function: name, fault: { kind: 'exit', code: 3 } },
      { kind: 'function', function: name, fault: { kind: 'throttle' }, rate: 0.1 },
      { kind: 'function', function: name, fault: { kind: 'outOfMemory' } },
      { kind: 'function', function: name, fault: { kind: 'slow', extraMs: 3000 } },
      { kind: 'dependency', url, extraLatencyMs: 4500 },
      { kind: 'dependency', url, statusCode: 503 },
      { kind: 'dependency', url, neverAnswers: true },
      { kind: 'chat', fault: { kind: 'serverError' } },
    ]);
    expect(scenario.steps!.at(-1)).toMatchObject({ atMinute: 12, untilMinute: 14 });
  });

  test('expectations, alarms by any of their names, times by the clock too', () => {
    const { expectations, strict } = testOf(`  expect:
  - {alarm: shop/errors-high, states: 'OK@1m ALARM@11m'}
  - {alarm: ErrorsHigh5A1B2C3D, at: 09:11, state: ALARM}
  - {alarm: ErrorsHigh, becomes: ALARM, at: 11m}
  - {alarm: ErrorsHigh, becomes: ALARM}
  - {alarm: ErrorsHigh, stays: OK, from: 12m, to: 13m}
  - {chat: '#ops', at: 11m, text: '/errors.*ALARM/i', times: 1}
  - {email: ops@example.com, text: errors, times: 0}`);
    const alarm = 'shop/errors-high';
    const at = (minutes: number) => NINE + minutes * MINUTE;
    expect(strict).toBe(true);
    expect(expectations).toEqual([
      {
        kind: 'timeline',
        alarm,
        states: [
          { state: 'OK', atMs: at(1) },
          { state: 'ALARM', atMs: at(11) },
        ],
      },
      { kind: 'state', alarm, state: 'ALARM', atMs: at(11) },
      { kind: 'becomes', alarm, state: 'ALARM', atMs: at(11) },
      { kind: 'becomes', alarm, state: 'ALARM' },
      { kind: 'stays', alarm, state: 'OK', fromMs: at(12), toMs: at(13) },
      { kind: 'notifies', channel: '#ops', text: /errors.*ALARM/i, atMs: at(11), times: 1 },
      { kind: 'notifies', channel: 'ops@example.com', text: 'errors', times: 0 },
    ]);
  });

  test('an alias brings what an earlier test says', () => {
    const result = read(`template: shop.json
tests:
- name: one
  strict: true
  metrics: &quiet
  - {series: Shop Requests, values: 5}
- name: two
  strict: true
  metrics: *quiet`);
    expect(result.ok && result.tests.tests.map(({ scenario }) => scenario.metrics!.length)).toEqual([1, 1]);
  });
});

describe('what is doubtful is noted', () => {
  test('a metric that no alarm reads, with the nearest one', () => {
    const { notes } = testOf("  metrics:\n  - {series: 'Shop Error{FunctionName=${Checkout}}', values: '9x9'}");
    expect(notes).toEqual([expect.stringMatching(/^no alarm reads Shop Error\{.*; one reads Shop Errors\{/)]);
  });

  test('an alarm whose band is not given', () => {
    const expecting = '  expect:\n  - {alarm: TrafficOdd, becomes: ALARM, at: 1m}\n';
    expect(testOf(expecting).notes).toEqual([
      expect.stringContaining('compares with a band that this test does not give'),
    ]);
    expect(testOf(`${expecting}  bands:\n  - {alarm: TrafficOdd, lower: '10x3', upper: '20x3'}`).notes).toEqual([]);
  });
});

describe('a mistake is told with its place and what to do', () => {
  test.each([
    ['', ['1:1: : this file is empty; write template: and tests:']],
    ['- a', ['1:1: : a list stands where a mapping (key: value) is expected']],
    ['template: shop.json\ntests: []', ['2:8: tests: there are no tests; write - name: what the test shows']],
    [
      'template: shop.json\ntets: 1',
      [
        expect.stringMatching(/^1:1: tests: this is missing/),
        '2:1: tets: there is no key "tets" here; did you mean "tests"?',
      ],
    ],
    [
      'template: gone.json\ntests: [{name: a, strict: true, duration: 1m}]',
      [expect.stringMatching(/^1:11: template: .*gone\.json: there is no such file/)],
    ],
    [
      'template: a.alarms.yaml\ntests: [{name: a, strict: true, duration: 1m}]',
      [expect.stringMatching(/^1:11: template: .*not a CloudFormation template/)],
    ],
    ['template: shop.json\ntests:\n- name: "a', [expect.stringMatching(/^3:\d+: : this is not valid YAML: /)]],
    ['template: shop.json\ntests: [*one]', [expect.stringMatching(/^2:9: tests\[0\]: \*one stands for nothing/)]],
    [
      'template: shop.json\ntests:\n- &a [*a]',
      ['3:6: tests[0]: a list stands where a mapping (key: value) is expected'],
    ],
  ])('%j', (text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  test('every mistake of a file, not only the first', () => {
    const problems = problemsOfTest(`  metric: 1
  metrics:
  - {series: 'Shop Errors', values: '0x9 8y4'}
  - {series: 'Shop Errors{f=\${Chekout}}', values: 1, unit: Counts, interval: 0}
  logs:
  - {group: /shop/apo, at: 11x, lines: [a]}
  invoke: [{function: Checkout, at: 1m, every: 10s}]
  requests: [{request: GET /, at: 1m}]
  bands: [{alarm: ErrorsHigh, lower: 1, upper: 2}]
  faults:
  - {chat: 500, fault: throw, from: 3m, to: 2m}
  - {from: 1m}
  - {function: Checkout, fault: throw, rate: 10}
  - {function: Checkout, message: boom}
  operations: [{purge: Leters, at: -1m}]
  expect:
  - {alarm: errors-high, becomes: ALARM}
  - {alarm: ErrorsHigh, becomes: ALARM, at: 3m30s}
  - {alarm: ErrorsHigh, state: ALARM}
  - {alarm: ErrorsHigh, stays: OK, text: a}
  - {chat: '#a', email: a@b.c}
  - {email: opps@example.com}
  - {chat: '#a', text: /(/}`);
    expect(problems).toEqual([
      '5:3: tests[0].metric: there is no key "metric" here; did you mean "metrics"?',
      '7:43: tests[0].metrics[0].values: "y4" does not follow a value; write 3, 0x9, 1+2x3, _x3 or [1 2 3]',
      '8:14: tests[0].metrics[1].series: ${Chekout} is no resource that has a name here; did you mean "Checkout"?',
      '8:60: tests[0].metrics[1].unit: "Counts" is not known here; did you mean "Count"?',
      '8:78: tests[0].metrics[1].interval: this has to be longer than nothing; write 1m or 10s',
      '10:13: tests[0].logs[0].group: the template has no log group "/shop/apo"; there are: Lines',
      '10:28: tests[0].logs[0].at: "11x" is not a time; write it as 90s, 11m, 1h30m or 1d',
      '11:48: tests[0].invoke[0].every: "every" needs "times": how often it happens',
      '12:24: tests[0].requests[0].request: the template has no HTTP API that a request could go to; use "invoke" or "metrics"',
      '13:19: tests[0].bands[0].alarm: "shop/errors-high" has a threshold and no band; give a band to anomaly-detection alarms only',
      '15:24: tests[0].faults[0].fault: "fault" does not go with "chat"; it takes from, to, retryAfter',
      '15:45: tests[0].faults[0].to: this is not later than "from"',
      '16:5: tests[0].faults[1]: it needs one of these keys: chat, function, dependency, secret, table',
      '17:46: tests[0].faults[2].rate: this is a share, from 0 to 1; write 0.1',
      '18:5: tests[0].faults[3]: it needs one of these keys: fault, slow',
      '19:24: tests[0].operations[0].purge: the template has no queue "Leters"; did you mean "Letters"?',
      '19:36: tests[0].operations[0].at: "-1m" is before the start; times count from it: 11m',
      '21:13: tests[0].expect[0].alarm: the template has no alarm "errors-high"; did you mean "shop/errors-high"?',
      '22:45: tests[0].expect[1].at: "shop/errors-high" is evaluated every full minute: it can change at no other time',
      '23:5: tests[0].expect[2].at: this is missing; write at: 11m; for any time write becomes: ALARM',
      '24:42: tests[0].expect[3].text: "text" does not go with "stays"; take one of them out',
      '25:5: tests[0].expect[4]: chat and email do not go together',
      '26:13: tests[0].expect[5].email: no topic of the template sends e-mail to "opps@example.com"; did you mean "ops@example.com"?',
      expect.stringMatching(/^27:24: tests\[0\]\.expect\[6\]\.text: Invalid regular expression/),
    ]);
  });

  test('what comes after the end of a test, and a test without an end', () => {
    expect(problemsOfTest('  duration: 10m\n  expect: [{alarm: ErrorsHigh, at: 11m, state: OK}]')).toEqual([
      '6:36: tests[0].expect[0].at: this is after the end of the test; make its duration longer, or leave duration out',
    ]);
    expect(problemsOfTest('')).toEqual(['3:3: tests[0]: nothing in this test says when it ends; write duration: 30m']);
  });

  test('a test that expects nothing, two tests of one name, a start without a zone', () => {
    expect(
      problemsOf(
        'template: shop.json\nstart: 2026-01-05\ntests:\n- {name: a, strict: true, duration: 1m}\n- {name: a, duration: 1m, strict: true}\n- {name: b, duration: 1m}',
      ),
    ).toEqual([
      '2:8: start: "2026-01-05" is not a time with its zone; write 2026-01-05T09:00:00Z',
      '5:3: tests[1]: the test in line 4 has the same name; give this one another',
      '6:3: tests[2]: this test expects nothing; write expect:, or strict: true when all has to be quiet',
    ]);
  });

  test('a file that is not there', () => {
    expect(readTestFile('gone.alarms.yaml', new TemplateCache())).toMatchObject({
      problems: [{ file: 'gone.alarms.yaml', line: 1, what: 'this file cannot be read: there is none' }],
    });
  });
});

test('a file of any kind is read or refused with a place in it, never more', () => {
  const file = `template: shop.json
tests:
- name: one
  strict: true
  metrics: &m
  - {series: 'Shop Errors{FunctionName=\${Checkout}}', values: '0x9 [1 2]x3', at: 2m}
  logs: [{group: Lines, at: 3m, lines: [plain, {level: ERROR}]}]
  expect:
  - {alarm: ErrorsHigh, states: 'OK@1m ALARM@11m'}
  - {chat: '#ops', text: /a.*b/}
- {name: two, metrics: *m, expect: [{alarm: ErrorsHigh, stays: OK}]}`;
  const piece = fc.oneof(
    fc.constantFrom('*m', '&m', '{', '}', '[', ']', ': ', '- ', '\n', '\t', "'", '!!map', '<<', '...', '|', '0'),
    fc.string(),
  );
  const edit = fc.tuple(fc.nat(file.length), fc.nat(9), piece);
  const path = written({ 'a.alarms.yaml': '' })['a.alarms.yaml'];
  const cache = new TemplateCache();
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
      const text = edits.reduce(
        (all, [at, removed, added]) => all.slice(0, at) + added + all.slice(at + removed),
        file,
      );
      writeFileSync(path, text);
      const result = readTestFile(path, cache);
      if (result.ok) return;
      expect(result.problems).not.toEqual([]);
      for (const { line, column } of result.problems) {
        expect(line).toBeLessThanOrEqual(text.split(/\n/).length);
        expect(column).toBeGreaterThan(0);
      }
    }),
    { numRuns: 200 },
  );
});

/** The stack has the name of its template's file. */
function renamed(dimensions: Record<string, string | undefined>) {
  return Object.fromEntries(Object.entries(dimensions).map(([name, value]) => [name, value?.replace(/^a-/, 'shop-')]));
}
