// Writes docs/catalogue.md from the definitions in lib/resources; with --check, fails if it is not up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
const { definitions } = require(join(root, 'dist/lib/resources/generated/registry.js'));
const { describeDatapoints, describeThreshold } = require(join(root, 'dist/lib/plan/alarm-description.js'));
const { alarmPrice } = require(join(root, 'dist/lib/cost/price.js'));

/** A resource with CloudFormation's defaults; `everything` has whatever makes a definition add alarms. */
const resource = (everything) => ({
  id: 'resource',
  stackName: 'stack',
  path: 'stack/resource',
  ref: 'ref',
  attribute: (name) => name,
  property: (path) => (everything && path === 'DeadLetterConfig.TargetArn' ? 'arn' : undefined),
  number: (_path, fallback) => fallback,
  unresolved: [],
  referredToAs: everything
    ? ['AWS::SQS::Queue RedrivePolicy.deadLetterTargetArn', 'AWS::Lambda::EventInvokeConfig FunctionName']
    : [],
});

const cell = (text) => String(text).replaceAll('|', '\\|');
const lines = [
  '# Catalogue',
  '',
  'What is watched of each resource type, and the default alarms. Generated from `lib/resources` by `npm run catalogue`.',
  'Thresholds that derive from a property of the resource are shown for its CloudFormation default. Prices are USD a',
  'month, us-east-1, before the free tier. Every threshold can be changed: `watch(target, { alarms: { <id>: … } })`.',
];
for (const definition of new Set([...definitions.values()].flat())) {
  lines.push(
    '',
    `## ${definition.noun[0].toUpperCase()}${definition.noun.slice(1)}`,
    '',
    definition.types.map((type) => `\`${type}\``).join(', '),
    '',
  );
  const always = definition.signals(resource(false));
  for (const { goldenSignal, title, unit, lines: drawn } of always) {
    lines.push(`- **${goldenSignal}**: ${title} (${unit}): ${drawn.map(({ label }) => label).join(', ')}`);
  }
  for (const { goldenSignal, why } of definition.missing) lines.push(`- **${goldenSignal}**: cannot be had: ${why}`);
  const alarms = new Map();
  for (const signal of always) for (const alarm of signal.alarms) alarms.set(alarm.id, { alarm, when: '' });
  for (const signal of definition.signals(resource(true))) {
    for (const alarm of signal.alarms) if (!alarms.has(alarm.id)) alarms.set(alarm.id, { alarm, when: ' *' });
  }
  lines.push('', '| alarm | severity | when | threshold | price | source |', '| --- | --- | --- | --- | --- | --- |');
  for (const { alarm, when } of alarms.values()) {
    lines.push(
      `| \`${alarm.id}\`${when} | ${alarm.severity} | ${cell(alarm.symptom)} | ${describeThreshold(alarm.threshold)} ${describeDatapoints(alarm.datapoints)} | ${alarmPrice(alarm).toFixed(2)} | ${cell(alarm.source)} |`,
    );
  }
  if ([...alarms.values()].some(({ when }) => when !== ''))
    lines.push('', '\\* only where the stack shows that it applies');
}
const text = `${lines.join('\n')}\n`;
const file = join(root, 'docs', 'catalogue.md');
if (!process.argv.includes('--check')) writeFileSync(file, text);
else if (readFileSync(file, 'utf8') !== text) {
  console.error('docs/catalogue.md is not up to date: run "npm run catalogue"');
  process.exitCode = 1;
}
