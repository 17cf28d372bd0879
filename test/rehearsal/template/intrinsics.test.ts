import fc from 'fast-check';
import { load, placeholder, resolved } from './load';

test.each([
  ['a Ref to a resource', { Ref: 'Topic' }, 'arn:aws:sns:us-east-1:123456789012:Shop-Topic'],
  ['Fn::GetAtt as a list', { 'Fn::GetAtt': ['Topic', 'TopicName'] }, 'Shop-Topic'],
  ['Fn::GetAtt as a text', { 'Fn::GetAtt': 'Topic.TopicName' }, 'Shop-Topic'],
  ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }, 1]] }, 'a-us-east-1-1'],
  [
    'Fn::Sub',
    { 'Fn::Sub': `${placeholder('AWS::StackName')}/${placeholder('Topic.TopicName')}/${placeholder('!literal')}` },
    `Shop/Shop-Topic/${placeholder('literal')}`,
  ],
  [
    'Fn::Sub with variables',
    { 'Fn::Sub': [`${placeholder('a')}-${placeholder('AWS::AccountId')}`, { a: { Ref: 'AWS::Partition' } }] },
    'aws-123456789012',
  ],
  ['Fn::Select of Fn::Split', { 'Fn::Select': [1, { 'Fn::Split': [',', 'a,b'] }] }, 'b'],
  ['Fn::Select with an index as text', { 'Fn::Select': ['0', ['a', 'b']] }, 'a'],
  ['Fn::Base64', { 'Fn::Base64': 'hi' }, 'aGk='],
  ['Fn::ToJsonString', { 'Fn::ToJsonString': { a: { Ref: 'AWS::URLSuffix' } } }, '{"a":"amazonaws.com"}'],
  ['Fn::Length', { 'Fn::Length': ['a', 'b'] }, '2'],
])('%s is resolved', (_case, value, expected) => {
  expect(resolved(value)).toEqual({ value: expected, notRehearsed: [] });
});

const sections = {
  Parameters: {
    Stage: { Type: 'String', Default: 'dev' },
    Zones: { Type: 'CommaDelimitedList', Default: 'a, b' },
    Ami: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/images/latest' },
    Needed: { Type: 'String' },
  },
  Mappings: { Sizes: { dev: { memory: 128 }, prod: { memory: 1024 } } },
  Conditions: {
    IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
    IsTest: { 'Fn::Not': [{ Condition: 'IsProd' }] },
    Both: { 'Fn::And': [{ Condition: 'IsProd' }, { Condition: 'IsTest' }] },
    Either: { 'Fn::Or': [{ Condition: 'IsProd' }, { Condition: 'IsTest' }] },
    Loop: { 'Fn::Not': [{ Condition: 'Loop' }] },
  },
};

test('a parameter has the value that is given, else its default', () => {
  expect(resolved({ Ref: 'Stage' }, sections).value).toBe('dev');
  expect(resolved({ Ref: 'Stage' }, sections, { Stage: 'prod' }).value).toBe('prod');
  expect(resolved({ 'Fn::Select': [1, { Ref: 'Zones' }] }, sections).value).toBe('b');
});

test('a parameter that lives in SSM shows its name, and is reported', () => {
  expect(resolved({ Ref: 'Ami' }, sections)).toEqual({
    value: 'unresolved(SSM parameter /images/latest)',
    notRehearsed: [
      { where: 'Fn.Environment.Variables.VALUE', what: 'cannot be resolved: SSM parameter /images/latest' },
    ],
  });
  expect(resolved({ Ref: 'Ami' }, sections, { Ami: 'ami-1' }).value).toBe('ami-1');
});

test.each([
  ['IsProd', 'no'],
  ['IsTest', 'yes'],
  ['Both', 'no'],
  ['Either', 'yes'],
])('condition %s gives %s', (condition, expected) => {
  expect(resolved({ 'Fn::If': [condition, 'yes', 'no'] }, sections).value).toBe(expected);
});

test('a condition that refers to itself, or is missing, is reported and does not hang', () => {
  expect(resolved({ 'Fn::If': ['Loop', 'yes', 'no'] }, sections).notRehearsed).toEqual([
    { where: 'Conditions.Loop', what: 'refers to itself; taken as true' },
  ]);
  expect(resolved({ 'Fn::If': ['Absent', 'yes', 'no'] }).notRehearsed).toHaveLength(1);
});

test('AWS::NoValue removes the property', () => {
  const model = load(
    {
      Q: {
        Type: 'AWS::SQS::Queue',
        Properties: { VisibilityTimeout: { 'Fn::If': ['IsProd', 300, { Ref: 'AWS::NoValue' }] } },
      },
    },
    sections,
  );
  expect(model.queues[0]!.visibilityTimeoutSeconds).toBe(30);
  expect(model.notRehearsed).toEqual([]);
});

test('a resource and an output whose condition is false are not there', () => {
  const Outputs = { Prod: { Value: 'x', Condition: 'IsProd' }, Test: { Value: 'y', Condition: 'IsTest' } };
  const model = load({ Q: { Type: 'AWS::SQS::Queue', Condition: 'IsProd' } }, { ...sections, Outputs });
  expect(model.queues).toEqual([]);
  expect(model.outputs).toEqual({ Test: 'y' });
});

test('Fn::FindInMap is resolved, with its default where the map has no entry', () => {
  expect(resolved({ 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'memory'] }, sections).value).toBe('128');
  expect(resolved({ 'Fn::FindInMap': ['Sizes', 'x', 'memory', { DefaultValue: 7 }] }, sections).value).toBe('7');
  expect(resolved({ 'Fn::FindInMap': ['Sizes', 'x', 'memory'] }, sections).notRehearsed).toHaveLength(1);
});

test.each([
  [{ 'Fn::ImportValue': 'Network:VpcId' }, 'imported(Network:VpcId)'],
  [{ 'Fn::GetStackOutput': { StackName: 'Network', OutputName: 'VpcId' } }, 'imported(Network.VpcId)'],
  [{ 'Fn::Cidr': ['10.0.0.0/16', 2, 8] }, 'unresolved(Fn::Cidr)'],
  [{ Ref: 'Nobody' }, 'unresolved(Ref Nobody)'],
  [{ Ref: 'Needed' }, 'unresolved(parameter Needed, which has no default)'],
  [{ 'Fn::GetAtt': ['Topic', 'Colour'] }, 'unresolved(Topic.Colour)'],
  [{ 'Fn::Sub': `x-${placeholder('Nobody')}` }, 'x-unresolved(Ref Nobody)'],
  [{ 'Fn::Select': [9, ['a']] }, 'unresolved(Fn::Select)'],
])('%j cannot be known: a text shows it and the report names its place', (value, expected) => {
  const result = resolved(value, sections);
  expect(result.value).toBe(expected);
  expect(result.notRehearsed.map(({ where }) => where)).toEqual(['Fn.Environment.Variables.VALUE']);
});

test('a name that refers to its own resource comes to an end', () => {
  expect(load({ T: { Type: 'AWS::SNS::Topic', Properties: { TopicName: { Ref: 'T' } } } }).topics).toHaveLength(1);
});

test('whatever stands where an intrinsic stands, nothing throws', () => {
  const names = [
    'Ref',
    'Fn::GetAtt',
    'Fn::Join',
    'Fn::Sub',
    'Fn::Select',
    'Fn::Split',
    'Fn::If',
    'Fn::FindInMap',
    'Fn::Base64',
    'Fn::Other',
  ];
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.jsonValue({ maxDepth: 2 }),
      tie('intrinsic'),
      fc.array(tie('value'), { maxLength: 3 }),
    ),
    intrinsic: fc
      .tuple(fc.constantFrom(...names), tie('value'))
      .map(([name, operand]) => ({ [name as string]: operand })),
  }));
  fc.assert(
    fc.property(value, (operand) => void resolved(operand, { Conditions: { C: operand } })),
    { numRuns: 500 },
  );
});
