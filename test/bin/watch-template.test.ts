import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { watchTemplateCommand } from '../../bin/commands/watch-template';
import { monitoredTemplate } from '../../bin/watch-template/monitored-template';
import { loadTemplate } from '../../rehearsal/template/load-template';
import { parseTemplateText } from '../../template/template-text';

const TEMPLATES = join(__dirname, '../lib/templates');
const silent = { out: { write: () => true }, err: { write: () => true } };

test('a monitored template needs no bootstrap and no assets, and keeps its format', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'monitored-'));
  // What has no type cannot be deployed, with monitoring or without, and is not read by the rehearsal.
  const files = readdirSync(TEMPLATES).filter((file) => /(?<!empty-sections)\.(yaml|json)$/.test(file));
  const paths = files.map((file) => join(TEMPLATES, file));
  expect(await watchTemplateCommand([...paths, '--out', folder, '--email', 'ops@example.com'], silent)).toBe(0);
  expect(readdirSync(folder)).toEqual(files);
  for (const file of files) {
    const text = readFileSync(join(folder, file), 'utf8');
    expect(text).not.toMatch(/BootstrapVersion|cdk-hnb|S3Key: [0-9a-f]{64}/);
    expect(file.endsWith('.json')).toBe(text.startsWith('{'));
    const { alarms, topics } = loadTemplate({ templateFile: join(folder, file) });
    expect(alarms.length).toBeGreaterThan(2);
    expect(topics.length).toBeGreaterThanOrEqual(2);
  }
});

/** A folder with these files, and the paths of theirs. */
function written(files: Record<string, string>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'templates-'));
  return Object.entries(files).map(([name, text]) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  });
}

const QUEUE = 'Resources: { Jobs: { Type: AWS::SQS::Queue } }';

test('alarms carry the name of the stack that they are deployed in, so that a template can be deployed twice', async () => {
  const [file] = written({ 'template.yaml': QUEUE });
  const { text } = monitoredTemplate(file!, {});
  const named = (stackName: string) =>
    loadTemplate({ template: parseTemplateText(text, 'monitored'), stackName }).alarms.map(({ name }) => name);
  expect(named('shop-dev')).toContain('shop-dev/Jobs/age');
  expect(named('shop-prod')).toContain('shop-prod/Jobs/age');
  expect(loadTemplate({ template: parseTemplateText(text, 'm'), stackName: 'shop' }).dashboards[0]?.name).toBe(
    'shop-golden-signals',
  );
});

test('takes thresholds from a file, those of an environment too, and refuses what is wrong in it', async () => {
  const [template, settings] = written({
    'template.yaml': QUEUE,
    'monitoring.json': JSON.stringify({
      types: { queue: { alarms: { age: { threshold: 120 } } } },
      resources: { Jobs: { alarms: { 'in-flight': { threshold: 42 } } } },
      environments: { test: { types: { queue: { alarms: { age: { threshold: 900 } } } } } },
    }),
  });
  const out = join(dirname(template!), 'monitored.yaml');
  const thresholds = async (...args: string[]) => {
    expect(await watchTemplateCommand([template!, '--out', out, '--settings', settings!, ...args], silent)).toBe(0);
    const { alarms } = loadTemplate({ templateFile: out, stackName: 'shop' });
    return Object.fromEntries(alarms.map(({ name, threshold }) => [name, threshold]));
  };
  expect(await thresholds()).toMatchObject({ 'shop/Jobs/age': 120, 'shop/Jobs/in-flight': 42 });
  expect(await thresholds('--environment', 'test')).toMatchObject({ 'shop/Jobs/age': 900, 'shop/Jobs/in-flight': 42 });

  const told: string[] = [];
  const streams = { ...silent, err: { write: (text: string) => told.push(text) } };
  expect(await watchTemplateCommand([template!, '--settings', settings!, '--environment', 'tets'], streams)).toBe(2);
  expect(await watchTemplateCommand([template!, '--environment', 'test'], streams)).toBe(2);
  expect(told.join('')).toMatch(/did you mean "test"[\s\S]*--environment .*--settings FILE/);
});

test('templates of the same name in several folders do not overwrite each other', async () => {
  const files = written({ 'orders/template.yaml': QUEUE, 'payments/template.yaml': QUEUE });
  const out = mkdtempSync(join(tmpdir(), 'monitored-'));
  expect(await watchTemplateCommand([...files, '--out', out], silent)).toBe(0);
  expect(existsSync(join(out, 'orders/template.yaml'))).toBe(true);
  expect(existsSync(join(out, 'payments/template.yaml'))).toBe(true);
});

test('a file that is no template does not keep the others from being written', async () => {
  const files = written({ 'a.yaml': 'service: x\nprovider: { name: aws }', 'b.yaml': QUEUE });
  const out = mkdtempSync(join(tmpdir(), 'monitored-'));
  expect(await watchTemplateCommand([...files, '--out', out], silent)).toBe(2);
  expect(readdirSync(out)).toEqual(['b.yaml']);
});

test('texts that YAML 1.1 takes for something else stay texts', () => {
  const { text } = monitoredTemplate(join(TEMPLATES, 'texts.yaml'), {});
  for (const quoted of [/ANSWER: "yes"/, /"OFF": "off"/, /DATE: "?2012-10-17/, /OCTAL: "0755"/, /"N": "n"/]) {
    expect(text).toMatch(quoted);
  }
  const written = parseTemplateText(text, 'monitored') as { Resources: { Fn: unknown } };
  const given = parseTemplateText(readFileSync(join(TEMPLATES, 'texts.yaml'), 'utf8'), 'texts') as typeof written;
  expect(written.Resources.Fn).toEqual(given.Resources.Fn);
});

test('the format is that of the content, whatever the extension', () => {
  const [json, yaml] = written({
    'a.template': '{"Resources":{"Jobs":{"Type":"AWS::SQS::Queue"}}}',
    'b.template': QUEUE,
  });
  expect(monitoredTemplate(json!, {}).text).toMatch(/^\{/);
  expect(monitoredTemplate(yaml!, {}).text).toMatch(/^Resources:/);
});

test('what cannot be read is told, with exit code 2', async () => {
  const told: string[] = [];
  const streams = { out: silent.out, err: { write: (text: string) => told.push(text) } };
  expect(await watchTemplateCommand([join(TEMPLATES, 'no-template.txt')], streams)).toBe(2);
  expect(await watchTemplateCommand([], streams)).toBe(2);
  expect(told.join('')).toMatch(/serverless package.*which template\?/s);
});

test('the templates that a template nests are watched with it, and keep their place', async () => {
  const [parent] = written({
    'shop/template.yaml': [
      'Transform: AWS::Serverless-2016-10-31',
      'Resources:',
      '  Data: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ./nested/data.yaml } }',
      '  Mail: { Type: AWS::Serverless::Application, Properties: { Location: ../mail/template.yaml } }',
      '  Far: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: https://example.com/far.yaml } }',
      '  Jobs: { Type: AWS::SQS::Queue }',
    ].join('\n'),
    // It nests its parent: an error of its author, and no endless loop.
    'shop/nested/data.yaml':
      'Resources: { T: { Type: AWS::DynamoDB::Table }, P: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ../template.yaml } } }',
    'mail/template.yaml': QUEUE,
  });
  const out = mkdtempSync(join(tmpdir(), 'monitored-'));
  const said: string[] = [];
  const err = { write: (text: string) => said.push(text) > 0 };
  expect(await watchTemplateCommand([parent!, '--out', `${out}/`], { ...silent, err })).toBe(0);
  expect(readFileSync(join(out, 'shop/nested/data.yaml'), 'utf8')).toContain('/T/read-throttles');
  expect(readFileSync(join(out, 'mail/template.yaml'), 'utf8')).toContain('/Jobs/age');
  expect(readFileSync(join(out, 'shop/template.yaml'), 'utf8')).toContain('TemplateURL: ./nested/data.yaml');
  expect(said.join('')).toMatch(/Data: watched in .*nested\/data\.yaml/);
  expect(said.join('')).toContain('not watched: Far: it is a template of its own');
});

test('a template is not written over itself: monitored again it would have two of each alarm', async () => {
  const [file] = written({ 'template.yaml': QUEUE });
  const told: string[] = [];
  const streams = { out: { write: () => true }, err: { write: (text: string) => told.push(text) } };
  for (const out of [file!, dirname(file!)]) {
    expect(await watchTemplateCommand([file!, '--out', out], streams)).toBe(2);
  }
  expect(told).toEqual(Array(2).fill(expect.stringMatching(/--out would write over .*template\.yaml.*another file/)));
  expect(readFileSync(file!, 'utf8')).toBe(QUEUE);
});

test('what is left out and what is doubtful is told in one list, each once', async () => {
  const [file] = written({
    'template.yaml': [
      'Parameters: { Timeout: { Type: Number } }',
      'Resources:',
      '  Fn:',
      '    Type: AWS::Lambda::Function',
      '    Properties: { Role: x, Code: { ZipFile: x }, Timeout: !Ref Timeout }',
      '    Metadata: { GoldenSignals: { alarms: { errrors: { enabled: false } } } }',
      '  Far: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: https://example.com/far.yaml } }',
      '  Unnamed: { Type: AWS::ApiGateway::RestApi, Properties: { BodyS3Location: { Bucket: b, Key: k } } }',
    ].join('\n'),
  });
  const said: string[] = [];
  const err = { write: (text: string) => said.push(text) > 0 };
  expect(await watchTemplateCommand([file!, '--out', `${file}.out`], { ...silent, err })).toBe(0);
  expect(said.map((line) => line.slice(`${file}: `.length).trimEnd())).toEqual([
    expect.stringMatching(/^not watched: Far: it is a template of its own/),
    expect.stringMatching(/^not watched: Unnamed: /),
    expect.stringMatching(/^doubtful: Fn: what its Metadata says .*did you mean "errors"\?$/),
    expect.stringMatching(/^doubtful: Fn: Timeout is not known before deployment, .* if it differs$/),
    expect.stringMatching(/USD a month/),
    expect.stringMatching(/^nobody is told/),
  ]);
});

test('what is doubtful is told too: values that nobody knows yet, mistakes in Metadata, loops', () => {
  const fn = { Code: { ZipFile: 'x' }, Handler: 'index.handler', Runtime: 'python3.12', Role: 'r' };
  const [file] = written({
    'template.json': JSON.stringify({
      Parameters: { Seconds: { Type: 'Number' } },
      Mappings: { Names: { All: { Jobs: ['Red'] } } },
      Resources: {
        ByParameter: { Type: 'AWS::Lambda::Function', Properties: { ...fn, Timeout: { Ref: 'Seconds' } } },
        ByReference: { Type: 'AWS::Lambda::Function', Properties: { ...fn, Timeout: '{{resolve:ssm:/shop/timeout}}' } },
        Jobs: { Type: 'AWS::SQS::Queue', Metadata: { GoldenSignals: { alarms: { age: { treshold: 1 } } } } },
        'Fn::ForEach::Known': [
          'Name',
          { 'Fn::FindInMap': ['Names', 'All', 'Jobs'] },
          { 'Queue${Name}': { Type: 'AWS::SQS::Queue' } },
        ],
        'Fn::ForEach::Unknown': [
          'Name',
          { 'Fn::Split': [',', 'a,b'] },
          { 'Queue${Name}': { Type: 'AWS::SQS::Queue' } },
        ],
      },
    }),
  });
  const { text, notes } = monitoredTemplate(file!, { email: 'ops@example.com' });
  expect(notes).toEqual([
    expect.stringMatching(/^doubtful: what Fn::ForEach::Unknown makes is not watched: /),
    expect.stringMatching(/^doubtful: Jobs: what its Metadata says .*"treshold" .* "threshold"/),
    expect.stringMatching(/^doubtful: ByParameter: Timeout is not known before deployment/),
    expect.stringMatching(/^doubtful: ByReference: Timeout is not known before deployment/),
    expect.stringMatching(/USD a month/),
  ]);
  expect(text).toContain('/QueueRed/age');
});
