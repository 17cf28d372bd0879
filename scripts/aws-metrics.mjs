// Generates rehearsal/findings/generated/aws-metrics.json: the metrics of AWS's services with their dimensions, from
// @aws-cdk/aws-service-spec. Left alone when it was made of the same version, because reading that takes a second.
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const script = fileURLToPath(import.meta.url);
const folder = join(dirname(script), '..', 'rehearsal', 'findings', 'generated');
const file = join(folder, 'aws-metrics.json');
const mark = join(folder, 'aws-metrics.version');

/** `Region=Global` where a dimension has one value; other values that the data lists are examples. */
const dimensionText = ({ name, value }) => (name === 'Region' && value === 'Global' ? `${name}=${value}` : name);

function metrics() {
  const db = require('@aws-cdk/aws-service-spec').loadAwsServiceSpecSync();
  const table = {};
  for (const metric of db.all('metric')) {
    if (!metric.namespace.startsWith('AWS/')) continue;
    const sets = db
      .follow('usesDimensionSet', metric)
      .map(({ entity }) => entity.dimensions.map(dimensionText).sort().join());
    table[metric.namespace] ??= {};
    table[metric.namespace][metric.name] = [
      ...new Set([...(table[metric.namespace][metric.name] ?? []), ...sets]),
    ].sort();
  }
  return Object.fromEntries(Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const { version } = require('@aws-cdk/aws-service-spec/package.json');
const made = `${version} ${statSync(script).mtimeMs}`;
if (!existsSync(file) || !existsSync(mark) || readFileSync(mark, 'utf8') !== made) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${JSON.stringify(metrics())}\n`);
  writeFileSync(mark, made);
}
