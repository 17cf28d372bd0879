import fc from 'fast-check';
import { junitXml } from '../../../rehearsal/alarm-tests/reports/junit-report';
import type { SuiteResult } from '../../../rehearsal/alarm-tests/run-files';

function suite(name: string, text: string): SuiteResult {
  const test = { name, line: 1, scenario: { title: name, minutes: 1 }, expectations: [], strict: true, notes: [] };
  const result = {
    test,
    failures: [{ summary: text, text }],
    tookMs: 12,
    findings: [],
    notRehearsed: [],
    inferredRules: [],
  };
  const files = [{ file: 'a.alarms.yaml', problems: [], tests: [result] }];
  return { files, templates: [], inferredRules: [], passed: 0, failed: 1, leftOut: 0 };
}

test('colours and control characters of a message are left out, line breaks of an attribute kept', () => {
  const xml = junitXml(suite('one\ntwo', '\u001b[31mred\u001b[0m \u0000 & <tag> \ud800 ok'));
  expect(xml).toContain('name="one&#10;two"');
  expect(xml).toContain('>red  &amp; &lt;tag&gt;  ok</failure>');
});

test('whatever stands in a test, the report has only what XML allows, and its own tags', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (name, text) => {
      const xml = junitXml(suite(name, text));
      expect(xml).toMatch(/^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u);
      expect(xml.match(/<\/?[a-z?]+/g)).toEqual([
        '<?xml',
        '<testsuites',
        '<testsuite',
        '<testcase',
        '<failure',
        '</failure',
        '</testcase',
        '</testsuite',
        '</testsuites',
      ]);
    }),
  );
});
