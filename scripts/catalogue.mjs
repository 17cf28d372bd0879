// Writes docs/catalogue.md from the definitions in lib/resources and the examples beside their tests; with --check, fails
// if it is not up to date.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

process.env.CDK_VALIDATION = 'false';
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
const built = (path) => require(join(root, 'dist/lib', path));
const { App, CfnResource, Stack } = require('aws-cdk-lib');
const { definitions } = built('resources/generated/registry.js');
const { definitionOf } = built('signals/definitions.js');
const { TIERS } = built('signals/resource-definition.js');
const { findResources } = built('discover/find-resources.js');
const { ResourceTree } = built('discover/resource-tree.js');
const { describeDatapoints, describeThreshold } = built('plan/alarm-description.js');
const { alarmPrice } = built('cost/price.js');

const TITLES = {
  edge: 'At the edge',
  compute: 'Compute',
  queue: 'Messaging and streaming',
  data: 'Data',
  network: 'Network',
  operations: 'Operations',
  logs: 'Logs',
};

/** Example resources of one file of the catalogue. */
function examplesOf(name) {
  const { template } = parse(readFileSync(join(root, 'test/lib/resources', `${name}.yaml`), 'utf8'));
  const stack = new Stack(new App(), 'Example', { env: { region: 'us-east-1', account: '123456789012' } });
  for (const [id, { Type: type, Properties: properties }] of Object.entries(template.Resources)) {
    new CfnResource(stack, id, { type, properties });
  }
  const tree = new ResourceTree(stack, definitions);
  return findResources(stack, { definitions, tree, exclude: new Set() }).resources;
}

const cell = (text) => String(text).replaceAll('|', '\\|');
const capitalised = (text) => text[0].toUpperCase() + text.slice(1);

/** Rows by id, and whether all of the examples have them. */
function gather(lists) {
  const rows = new Map();
  for (const list of lists) for (const row of list) if (!rows.has(row.id)) rows.set(row.id, row);
  return [...rows.values()].map((row) => ({
    row,
    always: lists.every((list) => list.some(({ id }) => id === row.id)),
  }));
}

function section(name) {
  const camelCase = name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
  const definition = built(`resources/${name}.js`)[camelCase];
  const resources = examplesOf(name).filter((resource) => definitionOf(definitions, resource) === definition);
  const signals = resources.map((resource) => definition.signals(resource));
  const lines = [
    '',
    `### ${capitalised(definition.noun)}`,
    '',
    definition.types.map((type) => `\`${type}\``).join(', '),
    '',
  ];
  for (const { row } of gather(signals)) {
    const { goldenSignal, title, unit, lines: drawn } = row;
    lines.push(`- **${goldenSignal}**: ${title} (${unit}): ${drawn.map(({ label }) => label).join(', ')}`);
  }
  for (const { goldenSignal, why } of definition.missing) lines.push(`- **${goldenSignal}**: cannot be had: ${why}`);
  const alarms = gather(signals.map((list) => list.flatMap((signal) => signal.alarms)));
  const events = gather(resources.map((resource) => definition.events?.(resource) ?? []));
  const some = [...alarms, ...events].some(({ always }) => !always);
  if (alarms.length + events.length > 0) {
    lines.push('', '| alarm | severity | when | threshold | price | why |', '| --- | --- | --- | --- | --- | --- |');
  }
  const tell = ({ row, always }, threshold, price) =>
    lines.push(
      `| \`${row.id}\`${always ? '' : ' *'} | ${row.severity} | ${cell(row.symptom)} | ${threshold} | ${price} | ${cell(row.source)} |`,
    );
  for (const alarm of alarms) {
    const { threshold, datapoints } = alarm.row;
    tell(alarm, `${describeThreshold(threshold)} ${describeDatapoints(datapoints)}`, alarmPrice(alarm.row).toFixed(2));
  }
  for (const event of events) tell(event, 'each event', '0.00');
  if (some) lines.push('', '\\* only where the stack shows that it applies');
  return { definition, lines, count: alarms.length + events.length };
}

const sections = readdirSync(join(root, 'lib/resources'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => section(basename(file, '.ts')));
const count = sections.reduce((sum, each) => sum + each.count, 0);
const lines = [
  '# Catalogue',
  '',
  `What is watched of each resource type, and the default alarms: ${sections.length} kinds of resources, ${count} alarms.`,
  'Generated from `lib/resources` by `npm run catalogue`. Thresholds that derive from a property of the resource are shown',
  'for the example in `test/lib/resources`. Prices are USD a month, us-east-1, before the free tier. Every default can be',
  'changed: `watch(target, { alarms: { <id>: … } })`.',
];
for (const tier of TIERS) {
  const own = sections.filter(({ definition }) => definition.tier === tier);
  if (own.length > 0) lines.push('', `## ${TITLES[tier]}`, ...own.flatMap((each) => each.lines));
}
const text = `${lines.join('\n')}\n`;
const file = join(root, 'docs', 'catalogue.md');
if (!process.argv.includes('--check')) writeFileSync(file, text);
else if (readFileSync(file, 'utf8') !== text) {
  console.error('docs/catalogue.md is not up to date: run "npm run catalogue"');
  process.exitCode = 1;
}
