import { compileFilterPattern } from '../../../rehearsal/logs/filter-pattern/filter-pattern';
import { LogLine } from '../../../rehearsal/logs/log-line';

/** The examples of AWS's guide (CloudWatch Logs, "Filter pattern syntax"), with what it says of each. */
function matches(pattern: string, line: string | object): boolean {
  const text = typeof line === 'string' ? line : JSON.stringify(line);
  return compileFilterPattern(pattern)(new LogLine(text)) !== undefined;
}

const ERRORS = ['[ERROR 400] BAD REQUEST', '[ERROR 401] UNAUTHORIZED REQUEST'];
const ARGUMENTS = ['[ERROR 419] MISSING ARGUMENTS', '[ERROR 420] INVALID ARGUMENTS'];
const REQUESTS = ['[INFO] REQUEST FAILED', '[WARN] UNAUTHORIZED REQUEST', '[ERROR] 400 BAD REQUEST'];

test.each([
  ['ERROR', [...ERRORS, ...ARGUMENTS], ['[INFO 200] OK']],
  ['ERROR ARGUMENTS', ARGUMENTS, ERRORS],
  ['?ERROR ?ARGUMENTS', [...ERRORS, ...ARGUMENTS], ['[INFO 200] OK']],
  ['?ERROR ?ARGUMENTS REQUEST', REQUESTS, ARGUMENTS],
  ['"INTERNAL SERVER ERROR"', ['[ERROR 500] INTERNAL SERVER ERROR'], ['[ERROR 500] INTERNAL ERROR']],
  ['ERROR -ARGUMENTS', ERRORS, ARGUMENTS],
  ['" "', [...ERRORS, 'word'], []],
  ['%AUTHORIZED%', ['[ERROR 401] UNAUTHORIZED REQUEST', '[SUCCESS 200] AUTHORIZED REQUEST'], ['[SUCCESS 200] OK']],
])('%s in unstructured text', (pattern, yes, no) => {
  expect(yes.filter((line) => !matches(pattern, line))).toEqual([]);
  expect(no.filter((line) => matches(pattern, line))).toEqual([]);
});

test.each([
  ['%^[hc]at%', ['hat trick', 'cat'], ['a hat']],
  ['%[hc]at$%', ['the cat'], ['cats']],
  ['%colou?r%', ['color', 'colour'], ['colouur']],
  ['%[abcx-z]%', ['b', 'y'], ['d']],
  ['%^a{3,5}$%', ['aaa', 'aaaaa'], ['aa', 'aaaaaa']],
  ['%^a{,2}$%', ['', 'aa'], ['aaa']],
  ['%^a{3,}$%', ['aaaa'], ['aa']],
  ['%gra|ey%', ['gray', 'grey'], ['groy']],
  ['%^starting|^initializing|^shutting down%', ['starting …', 'shutting down'], ['skipping initializing …']],
  ['%abcc|ab[^c]$%', ['abcc …', 'aba'], ['aac …']],
  [String.raw`%\[.\]%`, ['[a]', '[7]', '[ ]'], ['[]']],
  ['%ab*c%', ['ac', 'abbbc'], ['adc']],
  ['%ab+c%', ['abc', 'abbbc'], ['ac']],
  ['%.at%', ['hat', '#at', ' at'], ['at']],
  ['%10.10.0.1%', ['10010,051'], []],
  [String.raw`%10\.10\.0\.1%`, ['10.10.0.1'], ['10010,051']],
  [String.raw`%\d%`, ['port 80'], ['port']],
  [String.raw`%^\D+$%`, ['port'], ['port 80']],
  [String.raw`%\S\s\W%`, ['a  '], ['a b']],
  [String.raw`%^\w+$%`, ['a_1'], ['a-1']],
  [String.raw`%\x3A%`, ['key:value'], ['key']],
  [String.raw`%\x28%`, ['f(x)'], ['f']],
  ['%}$%', ['{"Message": Success}'], ['a valid object']],
])('%s as a regular expression', (pattern, yes, no) => {
  expect(yes.filter((line) => !matches(pattern, line))).toEqual([]);
  expect(no.filter((line) => matches(pattern, line))).toEqual([]);
});

const TRAIL = {
  eventType: 'UpdateTrail',
  sourceIPAddress: '111.111.111.111',
  arrayKey: ['value', 'another value'],
  objectList: [
    { name: 'a', id: 1 },
    { name: 'b', id: 2 },
  ],
  SomeObject: null,
  ThisFlag: true,
  'cluster.name': 'c',
};
const USERS = {
  user: { id: 1, email: 'John.Stiles@example.com' },
  users: [
    { id: 2, email: 'John.Doe@example.com' },
    { id: 3, email: 'Jane.Doe@example.com' },
  ],
  actions: ['GET', 'PUT', 'DELETE'],
  coordinates: [
    [0, 1, 2],
    [4, 5, 6],
    [7, 8, 9],
  ],
};

test.each<[string, object, boolean]>([
  ['{ $.eventType = "UpdateTrail" }', TRAIL, true],
  ['{ $.eventType = UpdateTrail }', TRAIL, true],
  ['{ $.sourceIPAddress != 123.123.* }', TRAIL, true],
  ['{ $.arrayKey[0] = "value" }', TRAIL, true],
  ['{ $.objectList[1].id = 2 }', TRAIL, true],
  ['{ $.eventType = %Trail% }', TRAIL, true],
  ['{ $.arrayKey[*] = %val.{2}% }', TRAIL, true],
  ['{ $.objectList[*].name = "b" }', TRAIL, true],
  ['{ $.objectList[*].name = "c" }', TRAIL, false],
  [String.raw`{ $.* = %111\.111\.111\.1[0-9]{1,2}% }`, TRAIL, true],
  ['{ $.[\'cluster.name\'] = "c" }', TRAIL, true],
  ['{ $.SomeObject IS NULL }', TRAIL, true],
  ['{ $.eventType IS NULL }', TRAIL, false],
  ['{ $.ThisFlag IS TRUE }', TRAIL, true],
  ['{ $.SomeOtherObject NOT EXISTS }', TRAIL, true],
  ['{ $.users = 1 }', { users: [1, 2, 3] }, false],
  ['{ $.users != 1 }', { users: [1, 2, 3] }, false],
  ['{ $.bandwidth > 75 }', { bandwidth: 76 }, true],
  ['{ $.latency < 50 }', { latency: 49.9 }, true],
  ['{ $.refreshRate >= 60 }', { refreshRate: 60 }, true],
  ['{ $.responseTime <= 5 }', { responseTime: 5 }, true],
  ['{ $.errorCode = 400}', { errorCode: 400 }, true],
  ['{ $.errorCode != 500 }', { errorCode: 400 }, true],
  ['{ $.errorCode = 4* }', { errorCode: 404 }, true],
  ['{ $.number[0] = 1e+3 }', { number: [1000] }, true],
  ['{ $.number[0] != 1e-3 }', { number: [1000] }, true],
  ['{ $.number[0][0] = 1e-3 }', { number: [[0.001]] }, true],
  ['{ $.temperature < -1.5 }', { temperature: -2 }, true],
  ['{ $.latency > +1000 }', { latency: 1001 }, true],
  ['{ $.foo = "Ev*ent" }', { foo: 'Event' }, false],
  ['{ $.foo = "Ev*ent" }', { foo: 'Ev*ent' }, true],
  ['{ $.foo = "*Event" }', { foo: 'PutEvent' }, true],
  ['{ ($.user.id = 1) && ($.users[0].email = "John.Doe@example.com") }', USERS, true],
  ['{ $.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = nonmatch && $.actions[2] = no }', USERS, true],
  ['{ ($.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = no) && $.actions[2] = no }', USERS, false],
  ['{ ($.user.id = 2 && $.users[0].email = "nonmatch") || $.actions[2] = "GET" }', USERS, false],
])('%s in JSON', (pattern, line, expected) => {
  expect(matches(pattern, line)).toBe(expected);
});

const ACCESS = '127.0.0.1 Prod frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534';

test.each([
  [String.raw`[ip=%127\.0\.0\.[1-9]%, user, username, timestamp, request =*.html*, status_code = 4*, bytes]`, true],
  ['[..., request =*.html*, status_code = 4*, bytes]', true],
  ['[ip, user, username, timestamp, request =*.html*, status_code = 404 || status_code = 410, bytes]', true],
  ['[ip, user, username, timestamp, request, status_code = 4* && status_code != 403, bytes]', true],
  ['[ip, user, username, timestamp, request, status_code, bytes > 1000]', true],
  ['[ip, user, username, timestamp, request, status_code, bytes > 2000]', false],
  ['[ip, user, ..., status_code, bytes]', true],
  ['[ip, user, ...]', true],
  ['[]', true],
])('%s in an access log', (pattern, expected) => {
  expect(matches(pattern, ACCESS)).toBe(expected);
});

describe('a pattern of terms in order', () => {
  const LINES = [
    'INFO 09/25/2014 12:00:00 GET /service/resource/67 1200',
    'INFO 09/25/2014 12:00:01 POST /service/resource/67/part/111 1310',
    'WARNING 09/25/2014 12:00:02 Invalid user request',
    'ERROR 09/25/2014 12:00:02 Failed to process request',
  ];

  test.each([
    ['[w1=ERROR, w2]', [3]],
    ['[w1=ERROR]', []],
    ['[w1=ERROR || w1=WARNING, w2]', [2, 3]],
    ['[w1!=ERROR && w1!=WARNING, w2]', [0, 1]],
    ['[w1 = ERROR && (w1 != FOO || w1 = WARNING), w2]', [3]],
    ['[logLevel, date, time, method, url=%/service/resource/[0-9]+$%, response_time]', [0]],
    ['[logLevel, date, time, method, url=%/service/resource/[0-9]+/part/[0-9]+$%, response_time]', [1]],
  ])('%s', (pattern, expected) => {
    expect(LINES.flatMap((line, index) => (matches(pattern, line) ? [index] : []))).toEqual(expected);
  });

  test('gives the rest of the line to its last field', () => {
    const match = compileFilterPattern('[level, date, rest]')(new LogLine(LINES[3]!))!;
    expect(match.value(['rest'])).toBe('12:00:02 Failed to process request');
  });

  test('fits the lines of the Lambda text format', () => {
    const line = '2026-01-05T09:00:00.000Z\t8e2f-01\tINFO\tloading the orders of today';
    const match = compileFilterPattern('[timestamp=*Z, request_id="*-*", event]')(new LogLine(line))!;
    expect(match.value(['event'])).toBe('INFO\tloading the orders of today');
  });
});
