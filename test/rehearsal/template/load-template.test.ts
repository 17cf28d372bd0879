import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadTemplate } from '../../../rehearsal/template/load-template';
import { load } from './load';

describe('a file that is no template is refused with its name and the reason', () => {
  const folder = mkdtempSync(join(tmpdir(), 'template-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    ['absent.json', undefined, 'there is no such file'],
    ['template.yaml', 'Resources:\n  Topic:\n', 'it is not JSON'],
    ['list.json', '[]', 'it is not a JSON object'],
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
    expect(() => loadTemplate({ templateFile })).toThrow(templateFile);
    expect(() => loadTemplate({ templateFile })).toThrow(reason);
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
    Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { Ref: 'Nobody' } } },
    Fn: { Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables: { BUCKET: { Ref: 'Bucket' } } } } },
  });
  expect(model.notRehearsed).toEqual([{ where: 'Bucket', what: 'AWS::S3::Bucket is not known to the rehearsal' }]);
  expect(model.functions[0]!.environment).toEqual({ BUCKET: 'Shop-Bucket' });
});

test('types that change nothing in a rehearsal are not reported', () => {
  const types = [
    'AWS::IAM::Role',
    'AWS::IAM::Policy',
    'AWS::Lambda::Permission',
    'AWS::SQS::QueuePolicy',
    'AWS::SNS::TopicPolicy',
    'AWS::KMS::Key',
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

test('a macro is reported', () => {
  expect(load({}, { Transform: 'AWS::Serverless-2016-10-31' }).notRehearsed).toEqual([
    { where: 'Transform', what: 'macros are not run' },
  ]);
});
