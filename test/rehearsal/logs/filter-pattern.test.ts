import fc from 'fast-check';
import { compileFilterPattern } from '../../../rehearsal/logs/filter-pattern/filter-pattern';
import { LogLine } from '../../../rehearsal/logs/log-line';

function matches(pattern: string, line: string): boolean {
  return compileFilterPattern(pattern)(new LogLine(line)) !== undefined;
}

const JSON_LINE = JSON.stringify({
  level: 'ERROR',
  latency: 512.5,
  text: '404',
  ok: false,
  nothing: null,
  users: [{ id: 1, 'full.name': 'A' }],
  'user-id': 'u1',
});

describe('terms', () => {
  test.each([
    ['?ERROR ?WARN', 'a WARN line', true],
    ['?ERROR ?WARN', 'an info line', false],
    ['ERROR', 'Exiting with ERRORCODE: -1', true],
    ['error', 'ERROR', false],
    ['"Task timed out"', 'x Task timed out after 3.00 seconds', true],
    [String.raw`"say \"hi\""`, 'say "hi"', true],
    ['', 'anything', true],
    ['ERROR -"expected failure"', 'ERROR: expected failure', false],
    ['%5[0-9]{2}%', 'status 503', true],
    ['%^status%', 'the status', false],
    ['"ERROR" - "Exiting"', 'Exiting with ERRORCODE: -1', false],
    ['-ERROR', 'all is well', true],
    ['""', 'anything', true],
    ['cat', 'communicate', true],
    ['cat', 'CAT', false],
  ])('%s on %s: %s', (pattern, line, expected) => {
    expect(matches(pattern, line)).toBe(expected);
  });
});

describe('conditions on JSON', () => {
  test.each([
    ['{ $.ok = false }', false],
    ['{ $.ok = * }', false],
    ['{ $.nothing = * }', false],
    ['{ $.text = "404" }', true],
    ['{ $.latency = "512.5" }', true],
    ['{ $.text = "4.04e2" }', false],
    ['{ $.text = 4.04e2 }', true],
    ['{ $.users[*].id = 1 }', true],
    ['{ $.users[*].id != 1 }', false],
    ['{ $.users[*].absent NOT EXISTS }', true],
    ['{ $.* IS FALSE }', true],
    ["{ $.['user-id'] = u1 }", true],
    ['{ $.level = "ERROR" }', true],
    ['{ $.level = ERROR }', true],
    ['{ $.level = "ERR*" }', true],
    ['{ $.level = "*ROR" }', true],
    ['{ $.level = "E*R" }', false],
    ['{ $.level = %^ERR% }', true],
    ['{ $.level != "ERROR" }', false],
    ['{ $.latency > 500 && $.latency <= 512.5 }', true],
    ['{ $.latency >= 1e3 }', false],
    ['{ $.latency = * }', true],
    ['{ $.text = 4* }', true],
    ['{ $.text >= 400 }', true],
    ['{ $.level > 5 }', false],
    ['{ $.ok IS FALSE }', true],
    ['{ $.ok IS TRUE }', false],
    ['{ $.nothing IS NULL }', true],
    ['{ $.nothing NOT EXISTS }', false],
    ['{ $.absent NOT EXISTS }', true],
    ['{ $.absent != "x" }', false],
    ['{ $.users = 1 }', false],
    ['{ $.users != 1 }', false],
    ['{ $.users[0].id = 1 }', true],
    ['{ $.users[1].id = 1 }', false],
    ['{ $.users[0]["full.name"] = "A" }', true],
    ["{ $.users[0].['full.name'] = A }", true],
    ['{ $.user-id = u1 }', true],
    ['{ ($.level = "WARN") || ($.level = "ERROR") }', true],
    ['{ $.constructor NOT EXISTS }', true],
  ])('%s: %s', (pattern, expected) => {
    expect(matches(pattern, JSON_LINE)).toBe(expected);
  });

  test('match no line that is not a JSON object', () => {
    for (const line of ['', 'text', '"level"', '[1]', '{"level": "ERROR"', `2026 ${JSON_LINE}`]) {
      expect(matches('{ $.absent NOT EXISTS }', line)).toBe(false);
    }
  });
});

describe('fields between blanks', () => {
  const LINE = '127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534';

  test.each([
    ['[ip, id, user, time, request, status, bytes]', true],
    ['[ip, id, user, time, request, status]', true],
    ['[ip, id, user, time, request, status, bytes, more]', false],
    ['[..., status = 4*, bytes]', true],
    ['[..., status = 4* && status != 404, bytes]', false],
    ['[ip, ..., bytes > 1000]', true],
    ['[ip = "127.*", ...]', true],
    ['[..., request = *.html*, status = 4*,]', true],
    ['[..., status = 500 || status = 404, bytes]', true],
  ])('%s: %s', (pattern, expected) => {
    expect(matches(pattern, LINE)).toBe(expected);
  });

  test('that have no name are called by their position', () => {
    const match = compileFilterPattern('[..., status=4*,]')(new LogLine(LINE))!;
    expect([match.value(['1']), match.value(['7']), match.value(['6']), match.value(['status'])]).toEqual([
      '127.0.0.1',
      '1534',
      undefined,
      '404',
    ]);
  });
});

describe('a pattern that is wrong', () => {
  test.each([
    ['{ $.level = }', /at character 13/],
    ['{ level = "ERROR" }', /at character 3/],
    ['[a, b', /at character 6/],
    ['some.thing', /at character 5/],
    ['%(a|b)%', /has "\(" \(\\x28 stands for it\), which CloudWatch does not take/],
    ['%something!%', /has "!" \(\\x21 stands for it\)/],
    ['%café%', /has "é", no ASCII/],
    [String.raw`%\bword%`, /has "\\b", which CloudWatch does not take/],
    ['{ $.a IS NOT NULL }', /CloudWatch has no IS NOT/],
    ['{ $.a EXISTS }', /CloudWatch has no EXISTS/],
    ['{ $.level > high }', /> compares with a number, not with "high"/],
    ['{ $.*[*] = "a" }', /a selector of the pattern has several wildcards, CloudWatch takes 1/],
    ['{ $.a[*] = 1 || $.b[*] = 1 || $.c[*] = 1 || $.d[*] = 1 }', /4 wildcard selectors, CloudWatch takes 3/],
    ['{ $.a = %x% || $.b = %y% || $.c = %z% }', /3 regular expressions, CloudWatch takes 2/],
    ['[a = %x%, b = %y%, c = %z%]', /3 regular expressions, CloudWatch takes 2/],
    ['[..., status = 4* && bytes > 1000]', /a field's condition speaks of that field alone, not of bytes/],
    [`"${'x'.repeat(1023)}"`, /1025 characters, CloudWatch takes 1,024/],
    ['%[%', /no regular expression/],
    ['[..., a, ...]', /at most one/],
  ])('%s says where', (pattern, message) => {
    expect(() => compileFilterPattern(pattern)).toThrow(message);
  });

  test('is the worst that any text can be', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '$.a',
      '=',
      '"x"',
      '&&',
      '...',
      ',',
      '?',
      '-',
      'a',
      '%b%',
      ' ',
      '(',
      '*',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 10 }), fc.string(), (parts, line) => {
        try {
          matches(parts.join(''), line);
        } catch (error) {
          expect((error as Error).message).toMatch(/character|regular expression|at most one|compares/);
        }
      }),
    );
  });
});
