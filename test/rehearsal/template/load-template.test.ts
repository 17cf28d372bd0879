import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadTemplate } from '../../../rehearsal/template/load-template';
import { TemplateError } from '../../../template/template-error';
import { load } from './load';

describe('a file that is no template is refused with its name and the reason', () => {
  const folder = mkdtempSync(join(tmpdir(), 'template-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    ['absent.json', undefined, 'there is no such file'],
    ['list.json', '[]', 'it is not an object with "Resources"'],
    ['text.yaml', 'just words', 'it is not an object with "Resources"'],
    ['empty.json', '{}', 'it has no "Resources" object'],
    ['typeless.json', '{"Resources":{"A":{}}}', 'resource A has no "Type"'],
    [
      'properties.json',
      '{"Resources":{"A":{"Type":"T","Properties":[]}}}',
      '"Properties" of resource A is not an object',
    ],
    ['outputs.json', '{"Resources":{},"Outputs":[]}', '"Outputs" is not an object'],
  ])('%s', (name, content, reason) => {
    const templateFile = join(folder, name);
    if (content !== undefined) writeFileSync(templateFile, content);
    expect(() => loadTemplate({ templateFile })).toThrow(TemplateError);
    expect(() => loadTemplate({ templateFile })).toThrow(templateFile);
    expect(() => loadTemplate({ templateFile })).toThrow(reason);
  });

  test.each([
    ['type.yaml', 'Resources:\n  Topic:\n    Properties: {}\n', ':2:3: '],
    ['type.json', '{\n "Resources": {\n  "A": {}\n }\n}', ':3:3: '],
    ['properties.yaml', 'Resources:\n  Topic:\n    Type: T\n    Properties: 3\n', ':4:5: '],
    ['broken.json', '{"Resources": {\n"A": {"Type": "T"}', ':2:19: neither JSON nor YAML: a "}" is missing'],
    ['tab.yaml', 'Resources:\n\tTopic: 1\n', ':2:1: neither JSON nor YAML'],
    ['two.yaml', 'Resources: {}\n---\nResources: {}\n', ':2:1: a second YAML document begins here'],
    ['alias.yaml', 'Resources: *nothing\n', ':1:12: '],
    ['key.yaml', 'Resources:\n  ? [a]\n  : b\n', ':2:5: a key has to be a plain text'],
  ])('%s: line and column are told', (name, content, place) => {
    const templateFile = join(folder, name);
    writeFileSync(templateFile, content);
    expect(() => loadTemplate({ templateFile })).toThrow(TemplateError);
    expect(() => loadTemplate({ templateFile })).toThrow(templateFile + place);
  });

  test('of a key that stands twice the last one counts, as for CloudFormation, and it is told where', () => {
    const templateFile = join(folder, 'twice.yaml');
    writeFileSync(templateFile, 'Resources:\n  A: {Type: AWS::SQS::Queue}\n  A: {Type: AWS::SNS::Topic}\n');
    const model = loadTemplate({ templateFile });
    expect([model.topics.length, model.queues.length]).toEqual([1, 0]);
    expect(model.notRehearsed).toContainEqual({
      where: `${templateFile}:3:3`,
      what: 'the key "A" stands twice in the same object: the last one counts',
    });
  });

  test('a folder is refused with what to give instead', () => {
    expect(() => loadTemplate({ templateFile: folder })).toThrow(`${folder}: is a folder. Give the path of a template`);
  });
});

test('every file of resources/ is in its index', () => {
  const folder = join(__dirname, '../../../rehearsal/template/resources');
  const index = readFileSync(join(folder, 'index.ts'), 'utf8');
  const files = readdirSync(folder).filter((file) => file !== 'index.ts');
  expect(files.filter((file) => !index.includes(`from './${file.replace('.ts', '')}'`))).toEqual([]);
});

test('names follow from stack and logical id, region and account, and are the same every time', () => {
  const template = { Resources: { Jobs: { Type: 'AWS::SQS::Queue' } } };
  const source = { template, stackName: 'Shop', region: 'eu-west-1', account: '111122223333' };
  const [queue] = loadTemplate(source).queues;
  expect(queue).toMatchObject({
    queueName: 'Shop-Jobs',
    arn: 'arn:aws:sqs:eu-west-1:111122223333:Shop-Jobs',
    url: 'https://sqs.eu-west-1.amazonaws.com/111122223333/Shop-Jobs',
  });
  expect(loadTemplate(source)).toEqual(loadTemplate(source));
});

test('a derived name keeps to the length that its service allows, and stays unique', () => {
  const long = (end: string): string => `${'Very'.repeat(20)}${end}`;
  const model = load({
    [long('A')]: { Type: 'AWS::Lambda::Function' },
    [long('B')]: { Type: 'AWS::Lambda::Function' },
  });
  const names = model.functions.map(({ functionName }) => functionName);
  expect(names.every((name) => name.length <= 64)).toBe(true);
  expect(new Set(names).size).toBe(2);
});

test('a type that is not known is reported by its logical id, and what refers to it still resolves', () => {
  const model = load({
    Thing: { Type: 'AWS::New::Thing', Properties: { ThingName: { Ref: 'Nobody' } } },
    Fn: { Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables: { THING: { Ref: 'Thing' } } } } },
  });
  expect(model.notRehearsed).toEqual([{ where: 'Thing', what: 'AWS::New::Thing is not known to the rehearsal' }]);
  expect(model.functions[0]!.environment).toEqual({ THING: 'Shop-Thing' });
});

test('types that change nothing in a rehearsal are not reported', () => {
  const types = [
    'AWS::IAM::Role',
    'AWS::IAM::Policy',
    'AWS::CloudWatch::AnomalyDetector',
    'AWS::CloudWatch::InsightRule',
    'AWS::CloudWatch::MetricStream',
    'AWS::Logs::QueryDefinition',
    'AWS::CDK::Metadata',
  ];
  const resources = Object.fromEntries(
    types.map((Type, index) => [`R${index}`, { Type, Properties: { Anything: 1 } }]),
  );
  expect(load(resources).notRehearsed).toEqual([]);
});

test('a property that is not known is reported with its path, also inside another', () => {
  const Properties = { Colour: 'red', RedrivePolicy: { deadLetterTargetArn: 'x', maxReceiveCount: 1, shade: 2 } };
  expect(load({ Q: { Type: 'AWS::SQS::Queue', Properties } }).notRehearsed).toEqual([
    { where: 'Q.Colour', what: 'property is not known to the rehearsal' },
    { where: 'Q.RedrivePolicy.shade', what: 'property is not known to the rehearsal' },
  ]);
});

test('a property of the wrong type is reported and read as absent', () => {
  const model = load({
    Q: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: ['x'], RedrivePolicy: 'none' } },
  });
  expect(model.queues[0]).toMatchObject({ visibilityTimeoutSeconds: 30 });
  expect(model.notRehearsed.map(({ where }) => where)).toEqual(['Q.RedrivePolicy', 'Q.VisibilityTimeout']);
});

test('a macro is reported, as the Transform of the template and wherever it stands', () => {
  const include = { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://bucket/part.yaml' } } };
  const model = loadTemplate({
    stackName: 'Shop',
    template: {
      Transform: ['AWS::LanguageExtensions', 'Count'],
      Resources: { ...include, Q: { Type: 'AWS::SQS::Queue', Properties: { ...include, DelaySeconds: 5 } } },
    },
  });
  expect(model.queues[0]).toMatchObject({ delaySeconds: 5 });
  expect(model.notRehearsed.map(({ where }) => where)).toEqual([
    'Resources.Fn::Transform',
    'Transform',
    'Q.Fn::Transform',
  ]);
});

test('Metadata and Rules change nothing, nor do empty sections of a YAML template', () => {
  const Rules = { Check: { Assertions: [{ Assert: { 'Fn::Contains': [['a'], { Ref: 'Nobody' }] } }] } };
  expect(load({}, { Rules, Metadata: { a: { Ref: 'Nobody' } }, Outputs: null }).notRehearsed).toEqual([]);
});

test('a parameter value that CloudFormation would refuse is reported', () => {
  const Parameters = { Stage: { Type: 'String', Default: 'dev', AllowedValues: ['dev', 'prod'] } };
  expect(load({}, { Parameters }, { Stage: 'test', Colour: 'red' }).notRehearsed).toEqual([
    { where: 'Parameters.Colour', what: 'a value is given, and the template has no such parameter' },
    { where: 'Parameters.Stage', what: '"test" is not one of its AllowedValues (dev, prod)' },
  ]);
});
