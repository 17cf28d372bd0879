import { passesFilter, reasonFiltered, unknownConditions } from '../../../rehearsal/delivery/topics/filter-policy';

const notification = (message: string, attributes = {}) => ({
  messageId: 'm',
  topicArn: 't',
  message,
  attributes,
  atMs: 0,
});
const body = (fields: object) => notification(JSON.stringify(fields));

describe('a filter policy on the message body', () => {
  test.each([
    ['exact value', { state: ['ALARM'] }, { state: 'ALARM' }, true],
    ['another value', { state: ['ALARM'] }, { state: 'OK' }, false],
    ['one of several values', { state: ['OK', 'ALARM'] }, { state: 'ALARM' }, true],
    ['an absent field', { state: ['ALARM'] }, {}, false],
    ['anything but', { state: [{ 'anything-but': ['OK'] }] }, { state: 'ALARM' }, true],
    ['anything but, of an absent field', { state: [{ 'anything-but': ['OK'] }] }, {}, false],
    ['anything but a prefix', { state: [{ 'anything-but': { prefix: 'A' } }] }, { state: 'ALARM' }, false],
    ['anything but prefixes', { state: [{ 'anything-but': { prefix: ['A', 'O'] } }] }, { state: 'OK' }, false],
    ['anything but suffixes', { file: [{ 'anything-but': { suffix: ['.png', '.jpg'] } }] }, { file: 'a.txt' }, true],
    ['anything but a wildcard', { file: [{ 'anything-but': { wildcard: '*/a/*' } }] }, { file: 'x/a/b' }, false],
    ['anything but numbers', { size: [{ 'anything-but': [1, 2] }] }, { size: 3 }, true],
    ['suffix', { file: [{ suffix: '.png' }] }, { file: 'a.png' }, true],
    ['equals-ignore-case', { state: [{ 'equals-ignore-case': 'alarm' }] }, { state: 'ALARM' }, true],
    ['wildcard', { file: [{ wildcard: 'a*.p*g' }] }, { file: 'a/b.png' }, true],
    ['wildcard with a dot that is a dot', { file: [{ wildcard: 'a*.png' }] }, { file: 'a/bxpng' }, false],
    ['cidr', { ip: [{ cidr: '10.0.0.0/24' }] }, { ip: '10.0.0.255' }, true],
    ['out of cidr', { ip: [{ cidr: '10.0.0.0/24' }] }, { ip: '10.0.1.0' }, false],
    ['cidr of IPv6', { ip: [{ cidr: '2001:db8::/32' }] }, { ip: '2001:db8:1::1' }, true],
    ['cidr, of what is no address', { ip: [{ cidr: '10.0.0.0/24' }] }, { ip: 'localhost' }, false],
    ['null', { owner: [null] }, { owner: null }, true],
    ['null, of an absent field', { owner: [null] }, {}, false],
    ['a boolean', { paid: [true] }, { paid: true }, true],
    ['a boolean that is a text', { paid: [true] }, { paid: 'true' }, false],
    ['a number that is a text', { size: [3] }, { size: '3' }, false],
    ['exists, of null', { owner: [{ exists: true }] }, { owner: null }, true],
    ['nested objects in a list', { items: { sku: ['b'] } }, { items: [{ sku: 'a' }, { sku: 'b' }] }, true],
    ['$or beside a field', { kind: ['x'], $or: [{ a: [1] }, { b: [2] }] }, { kind: 'y', a: 1 }, false],
    ['exists', { state: [{ exists: false }] }, {}, true],
    ['prefix', { name: [{ prefix: 'shop-' }] }, { name: 'shop-1' }, true],
    ['numeric range', { value: [{ numeric: ['>', 1, '<=', 5] }] }, { value: 5 }, true],
    ['out of numeric range', { value: [{ numeric: ['>', 1, '<=', 5] }] }, { value: 1 }, false],
    ['nested field', { a: { b: ['x'] } }, { a: { b: 'x' } }, true],
    ['element of a list', { tags: ['x'] }, { tags: ['y', 'x'] }, true],
    ['all fields', { a: [1], b: [2] }, { a: 1, b: 3 }, false],
    ['$or', { $or: [{ a: [1] }, { b: [2] }] }, { a: 0, b: 2 }, true],
  ])('%s', (_name, policy, fields, passes) => {
    expect(passesFilter(policy, 'MessageBody', body(fields))).toBe(passes);
  });

  test('matches nothing that is not JSON', () => {
    expect(passesFilter({ a: [{ exists: false }] }, 'MessageBody', notification('plain text'))).toBe(false);
  });
});

test('a filter policy on message attributes reads texts, numbers and lists', () => {
  const attributes = {
    kind: { DataType: 'String', StringValue: 'order' },
    size: { DataType: 'Number', StringValue: '3' },
    tags: { DataType: 'String.Array', StringValue: '["a","b"]' },
  };
  const policy = { kind: ['order'], size: [{ numeric: ['=', 3] }], tags: ['b'] };
  expect(passesFilter(policy, 'MessageAttributes', notification('x', attributes))).toBe(true);
});

test('a filter policy on message attributes reads types with a label, and lists of any scalar', () => {
  const attributes = {
    size: { DataType: 'Number.int', StringValue: '3' },
    tags: { DataType: 'String.Array', StringValue: '["rugby",true,null,7]' },
    photo: { DataType: 'Binary', BinaryValue: 'AA==' },
  };
  const passes = (policy: Record<string, unknown>) =>
    passesFilter(policy, 'MessageAttributes', notification('x', attributes));
  expect(passes({ size: [{ numeric: ['>=', 3] }], tags: [true] })).toBe(true);
  expect(passes({ tags: [{ 'anything-but': ['rugby'] }] })).toBe(true);
  expect(passes({ tags: [{ numeric: ['>', 7] }] })).toBe(false);
  expect(passes({ photo: [{ exists: true }] })).toBe(false);
});

test.each([
  ['MessageBody', notification('{}'), 'MessageBody'],
  ['MessageBody', notification('text'), 'InvalidMessageBody'],
  ['MessageAttributes', notification('x'), 'NoMessageAttributes'],
  ['MessageAttributes', notification('x', { a: { DataType: 'String', StringValue: '' } }), 'MessageAttributes'],
  ['MessageAttributes', notification('x', { a: { DataType: 'String.Array', StringValue: '[' } }), 'InvalidAttributes'],
] as const)('SNS names why a message did not pass a policy on its %s', (scope, message, reason) => {
  expect(reasonFiltered(scope, message)).toBe(reason);
});

test('conditions that are not rehearsed are named', () => {
  const policy = { ip: [{ regex: '^10' }], $or: [{ a: [{ 'anything-but': { like: 'x' } }] }, { b: ['x'] }] };
  expect(unknownConditions(policy)).toEqual(['regex', 'like']);
});
