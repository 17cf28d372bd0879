import { parseTemplateText } from '../../../template/template-text';
import { placeholder } from './load';

const parsed = (text: string): unknown => parseTemplateText(text, 'template.yaml');

test.each([
  ['!Ref Topic', { Ref: 'Topic' }],
  ['!GetAtt Queue.Arn', { 'Fn::GetAtt': 'Queue.Arn' }],
  ['!GetAtt [Nested, Outputs.Url]', { 'Fn::GetAtt': ['Nested', 'Outputs.Url'] }],
  [`!Sub "${placeholder('A')}-x"`, { 'Fn::Sub': `${placeholder('A')}-x` }],
  [`!Sub ["${placeholder('a')}", { a: !Ref B }]`, { 'Fn::Sub': [placeholder('a'), { a: { Ref: 'B' } }] }],
  ['!Join ["-", [a, !Ref B]]', { 'Fn::Join': ['-', ['a', { Ref: 'B' }]] }],
  ['!Select [0, !Split [",", "a,b"]]', { 'Fn::Select': [0, { 'Fn::Split': [',', 'a,b'] }] }],
  ['!If [Prod, 1, !Ref AWS::NoValue]', { 'Fn::If': ['Prod', 1, { Ref: 'AWS::NoValue' }] }],
  [
    '!And [!Condition A, !Not [!Equals [a, b]]]',
    {
      'Fn::And': [{ Condition: 'A' }, { 'Fn::Not': [{ 'Fn::Equals': ['a', 'b'] }] }],
    },
  ],
  ['!Or [!Condition A]', { 'Fn::Or': [{ Condition: 'A' }] }],
  ['!FindInMap [M, a, b]', { 'Fn::FindInMap': ['M', 'a', 'b'] }],
  ['!ImportValue net-vpc', { 'Fn::ImportValue': 'net-vpc' }],
  ['!ImportValue {Fn::Sub: x}', { 'Fn::ImportValue': { 'Fn::Sub': 'x' } }],
  ['!Base64 hi', { 'Fn::Base64': 'hi' }],
  ['!GetAZs ""', { 'Fn::GetAZs': '' }],
  ['!Cidr [10.0.0.0/16, 2, 8]', { 'Fn::Cidr': ['10.0.0.0/16', 2, 8] }],
  ['!Transform {Name: X}', { 'Fn::Transform': { Name: 'X' } }],
  ['!ToJsonString {a: 1}', { 'Fn::ToJsonString': { a: 1 } }],
  ['!Length [a]', { 'Fn::Length': ['a'] }],
  ['!Unheard x', { 'Fn::Unheard': 'x' }],
])('%s is the long form of it', (short, long) => {
  expect(parsed(`A: ${short}`)).toEqual({ A: long });
});

test.each([
  ['2012-10-17', '2012-10-17'],
  ['2026-01-05T09:00:00Z', '2026-01-05T09:00:00Z'],
  ['012345678901', '012345678901'],
  ['22:22', '22:22'],
  ['12345678901234567890', '12345678901234567890'],
  ['1e3', '1e3'],
  ['60', 60],
  ['-0.5', -0.5],
  ['"60"', '60'],
  ['!!str 60', '60'],
  ['yes', true],
  ['Off', false],
  ['~', null],
  ['y', 'y'],
  ['nodejs24.x', 'nodejs24.x'],
])('%s is read as %j', (text, value) => {
  expect(parsed(`A: ${text}`)).toEqual({ A: value });
});

test('anchors, aliases and merged keys are followed; what is said at the place wins', () => {
  const text = ['Base: &base {Period: 60, Statistic: Sum}', 'A: {<<: *base, Period: 300}', 'B: [*base]'].join('\n');
  expect(parsed(text)).toMatchObject({
    A: { Period: 300, Statistic: 'Sum' },
    B: [{ Period: 60, Statistic: 'Sum' }],
  });
});

test('aliases of aliases that would fill the memory are refused, where they stand', () => {
  const doubled = Array.from({ length: 40 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]`).join('\n');
  expect(() => parsed(`a0: &a0 x\n${doubled}`)).toThrow(/^template\.yaml:\d+:\d+: with its aliases written out/);
});

test('an alias inside its own anchor comes to an end', () => {
  expect(parsed('A: &a [1, *a]')).toBeDefined();
});

test('JSON is read as JSON, and with the comma too many that YAML allows', () => {
  expect(parsed('\n{"A": "2012-10-17", "B": 1}')).toEqual({ A: '2012-10-17', B: 1 });
  expect(parsed('{"A": [1, 2,],}')).toEqual({ A: [1, 2] });
});

test('a text in a block keeps its lines', () => {
  expect(parsed('A: !Sub |\n  {"a": 1}\n  b\n')).toEqual({ A: { 'Fn::Sub': '{"a": 1}\nb\n' } });
});

test.each([
  ['left of its object', 'A:\n  Policy: {\n    B: [\n  1\n  ]\n}\nC: 2\n', { A: { Policy: { B: [1] } }, C: 2 }],
  ['in line with its key', 'A:\n    Policy: {\n      "B": 1\n    }\n    C: 2\n', { A: { Policy: { B: 1 }, C: 2 } }],
  ['pairs in a list', 'A: [x, "Ref" : B,\ny]\n', { A: ['x', { Ref: 'B' }, 'y'] }],
  ['a text over two lines', 'A:\n  - {B: "x\ny"}\n  - 2\n', { A: [{ B: 'x y' }, 2] }],
  [
    'quotes',
    'A:\n  - B: !Sub \'{\n    "C": 1\n  }\'\n  - D: "x\ny"\nE: 2\n',
    { A: [{ B: { 'Fn::Sub': '{ "C": 1 }' } }, { D: 'x y' }], E: 2 },
  ],
])('inside of brackets and quotes no indentation counts: %s', (_, text, value) => {
  expect(parsed(text)).toEqual(value);
});

test('a comment may follow a quote or a bracket at once', () => {
  expect(parsed('A: "x"#a\nB: [y]#b\nC: ["z",#c\n1]\nD: e#f\n')).toEqual({ A: 'x', B: ['y'], C: ['z', 1], D: 'e#f' });
});
