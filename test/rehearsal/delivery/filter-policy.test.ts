import { passesFilter, unknownConditions } from '../../../rehearsal/delivery/topics/filter-policy';

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

test('conditions that are not rehearsed are named', () => {
  expect(unknownConditions({ ip: [{ cidr: '10.0.0.0/8' }], $or: [{ a: [{ wildcard: '*' }] }, { b: ['x'] }] })).toEqual([
    'cidr',
    'wildcard',
  ]);
});
