import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import fc from 'fast-check';
import { GoldenSignals } from '../../../lib';
import { examples } from '../resources/behaviour/example';

/** What stands in templates where one would expect a plain value. */
const ODD: readonly unknown[] = [
  null,
  '',
  'text',
  '12',
  0,
  true,
  [],
  {},
  [null],
  [{}],
  { Ref: 'Parameter' },
  { Ref: 'Nowhere' },
  { Ref: 'AWS::NoValue' },
  { 'Fn::If': ['Condition', 'a', { Ref: 'AWS::NoValue' }] },
  { 'Fn::ImportValue': 'shared' },
  { 'Fn::Sub': ['$' + '{A}-$' + '{Parameter}', { A: { Ref: 'Parameter' } }] },
  { 'Fn::GetAtt': 'Other.Arn' },
  { 'Fn::Transform': { Name: 'Macro', Parameters: {} } },
  { 'Fn::Split': [',', { Ref: 'Parameter' }] },
];

/** Every path to a member of the properties, as deep as they go. */
function pathsIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (value === null || typeof value !== 'object') return [path];
  return [path, ...Object.entries(value).flatMap(([key, member]) => pathsIn(member, [...path, key]))];
}

function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  const copy: Record<string, unknown> = Array.isArray(value) ? ([...value] as never) : { ...(value as object) };
  copy[key] = replaced(copy[key], rest, by);
  return copy;
}

const templates = examples().map(({ template }) => template.Resources);

/** The properties of a resource as a whole, and everything in them. */
function oddPlaces(resources: object): (readonly string[])[] {
  const inside = pathsIn(resources).filter((path) => path.length > 2 && path[1] === 'Properties');
  return [...Object.keys(resources).map((id) => [id, 'Properties']), ...inside];
}

const oddTemplate = fc
  .constantFrom(...templates)
  .chain((resources) =>
    fc
      .tuple(fc.constantFrom(...oddPlaces(resources)), fc.constantFrom(...ODD))
      .map(([path, odd]) => replaced(resources, path, odd)),
  );

test('a template with odd values is watched or left out, and never stops its deployment', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'odd-')), 'template.json');
  fc.assert(
    fc.property(oddTemplate, (Resources) => {
      const template = {
        Parameters: { Parameter: { Type: 'String', Default: 'default' } },
        Conditions: { Condition: { 'Fn::Equals': [{ Ref: 'Parameter' }, 'x'] } },
        Resources,
      };
      writeFileSync(file, JSON.stringify(template));
      const app = new App({ analyticsReporting: false });
      new GoldenSignals(new Stack(app, 'Theirs'), 'Monitoring').watchTemplate(file);
      expect(app.synth().getStackByName('Theirs').template.Parameters).toMatchObject(template.Parameters);
    }),
    { numRuns: 60, seed: 1 },
  );
});

test('a name that CDK could not write leaves its resource out', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'odd-')), 'template.json');
  const Api = { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: { 'Fn::Join': true } } };
  const Jobs = { Type: 'AWS::SQS::Queue' };
  writeFileSync(file, JSON.stringify({ Resources: { Api, Jobs } }));
  const app = new App({ analyticsReporting: false });
  const monitoring = new GoldenSignals(new Stack(app, 'Theirs'), 'Monitoring').watchTemplate(file);
  const text = JSON.stringify(app.synth().getStackByName('Theirs').template);
  expect(text).toContain('Theirs/Jobs/');
  expect(text).not.toContain('Theirs/Api/');
  expect(JSON.stringify(monitoring.node.metadata)).toContain('Template/Api: its name');
});
