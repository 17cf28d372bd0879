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
  ['Fn::Cidr', { 'Fn::Join': [' ', { 'Fn::Cidr': ['10.0.4.9/22', 3, '8'] }] }, '10.0.4.0/24 10.0.5.0/24 10.0.6.0/24'],
  ['Fn::GetAZs', { 'Fn::Select': [1, { 'Fn::GetAZs': '' }] }, 'us-east-1b'],
  ['Fn::GetAZs of a region', { 'Fn::Select': [0, { 'Fn::GetAZs': 'eu-west-1' }] }, 'eu-west-1a'],
])('%s is resolved', (_case, value, expected) => {
  expect(resolved(value)).toEqual({ value: expected, notRehearsed: [] });
});

const sections = {
  Parameters: {
    Stage: { Type: 'String', Default: 'dev' },
    Count: { Type: 'Number', Default: '3' },
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
    Counted: { 'Fn::Equals': [{ Ref: 'Count' }, 3] },
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
  ['Counted', 'yes'],
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
  [{ 'Fn::Cidr': ['10.0.0.0/24', 3, 8] }, 'unresolved(Fn::Cidr)'],
  [{ 'Fn::Cidr': ['2001:db8::/56', 3, 64] }, 'unresolved(Fn::Cidr)'],
  [{ 'Fn::Transform': { Name: 'Upper' } }, 'unresolved(Fn::Transform)'],
  [{ Ref: 'constructor' }, 'unresolved(Ref constructor)'],
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

test('Fn::If in a list chooses an element, or none', () => {
  const If = (condition: string) => ({ 'Fn::If': [condition, 'x', { Ref: 'AWS::NoValue' }] });
  expect(resolved({ 'Fn::Join': ['', ['a', If('IsProd'), 'b', If('IsTest')]] }, sections).value).toBe('abx');
});

test('a condition on a parameter without a value is false, and reported', () => {
  const Conditions = { Given: { 'Fn::Equals': [{ Ref: 'Needed' }, 'yes'] } };
  expect(resolved({ 'Fn::If': ['Given', 'a', 'b'] }, { ...sections, Conditions })).toEqual({
    value: 'b',
    notRehearsed: [{ where: 'Conditions.Given', what: 'cannot be resolved: parameter Needed, which has no default' }],
  });
});

test('a dynamic reference stands for itself, and is reported', () => {
  const reference = '{{resolve:ssm:/shop/url}}';
  const { value, notRehearsed } = resolved(reference);
  expect(value).toBe(reference);
  expect(notRehearsed).toHaveLength(1);
});

test('a mapping is a text or a list of texts, whatever somebody wrote into it', () => {
  const Mappings = { M: { a: { list: ['x', 1], object: { 'Fn::FindInMap': ['M', 'a', 'object'] } } } };
  expect(resolved({ 'Fn::Join': ['-', { 'Fn::FindInMap': ['M', 'a', 'list'] }] }, { Mappings }).value).toBe('x-1');
  expect(resolved({ 'Fn::FindInMap': ['M', 'a', 'object'] }, { Mappings }).value).toMatch(/^unresolved/);
});

test('whatever stands where an intrinsic stands, nothing throws and no intrinsic is left', () => {
  const names = [
    ...['Ref', 'Fn::GetAtt', 'Fn::Join', 'Fn::Sub', 'Fn::Select', 'Fn::Split', 'Fn::If', 'Fn::FindInMap'],
    ...['Fn::Base64', 'Fn::Cidr', 'Fn::GetAZs', 'Fn::ImportValue', 'Fn::GetStackOutput', 'Fn::ToJsonString'],
    ...['Fn::Length', 'Fn::Transform', 'Fn::Equals', 'Fn::ForEach::Loop', 'Fn::Other'],
  ];
  const words = ['C', 'M', 'a', 'Topic', 'Topic.TopicName', 'AWS::Region', 'AWS::NoValue', placeholder('Topic'), ','];
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom(...words),
      tie('intrinsic'),
      fc.array(tie('value'), { maxLength: 3 }),
    ),
    intrinsic: fc
      .tuple(fc.constantFrom(...names), tie('value'))
      .map(([name, operand]) => ({ [name as string]: operand })),
  }));
  const left = (result: unknown): boolean => {
    if (typeof result !== 'object' || result === null) return false;
    const keys = Object.keys(result);
    return (keys.length === 1 && /^(Ref$|Fn::)/.test(keys[0]!)) || Object.values(result).some(left);
  };
  fc.assert(
    fc.property(value, (operand) => {
      const sections = { Conditions: { C: operand }, Mappings: { M: { a: { a: operand } } } };
      const model = load(
        {
          Q: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: operand } },
          P: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Q' }], PolicyDocument: { operand } } },
          Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: operand } },
        },
        sections,
      );
      expect(left(model.queues[0]!.policies)).toBe(false);
    }),
    { numRuns: 500 },
  );
});
