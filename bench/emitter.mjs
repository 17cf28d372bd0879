// CPU time of emitting one document (4 metrics, 2 dimensions) to /dev/null: ours, the peers, and JSON.stringify with a
// write as the yardstick. Rounds are interleaved, each contestant in a process of its own; medians are printed.
//
//   npm run build && node bench/emitter.mjs [--json] [--rounds N]
//
// The peers are installed into a temporary folder: they are no dependencies of ours.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const PEERS = ['@aws-lambda-powertools/metrics@2.36.0', 'aws-embedded-metrics@4.2.1'];
const INVOCATIONS = 20_000;

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, rounds: { type: 'string', default: '7' } },
});
const ours = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist', 'lambda', 'runtime', 'index.js');

/** Source of a contestant: an asynchronous function `invocation(i)` that emits one document. */
const CONTESTANTS = {
  'JSON.stringify + write': `
    const { writeSync } = require('node:fs');
    const metric = (Name, Unit) => ({ Name, Unit });
    const Metrics = [metric('Latency', 'Milliseconds'), metric('Requests', 'Count'), metric('Errors', 'Count'), metric('Size', 'Bytes')];
    exports.invocation = (i) => void writeSync(1, JSON.stringify({
      _aws: { Timestamp: Date.now(), CloudWatchMetrics: [{ Namespace: 'Bench', Dimensions: [['service', 'operation']], Metrics }] },
      service: 'orders', operation: 'place', Latency: i % 90, Requests: 1, Errors: 0, Size: 512 }) + '\\n');`,
  'cdk-golden-signals': `
    const { defineMetrics } = require(${JSON.stringify(ours)});
    const metrics = defineMetrics({ namespace: 'Bench', dimensions: ['service', 'operation'], metrics: {
      Latency: { unit: 'Milliseconds' }, Requests: { unit: 'Count' }, Errors: { unit: 'Count' }, Size: { unit: 'Bytes' } } });
    exports.invocation = (i) => metrics.emit({ service: 'orders', operation: 'place' }, { Latency: i % 90, Requests: 1, Errors: 0, Size: 512 });`,
  'Powertools Metrics': `
    const { Metrics } = require('@aws-lambda-powertools/metrics');
    const metrics = new Metrics({ namespace: 'Bench', serviceName: 'orders' });
    exports.invocation = (i) => {
      metrics.addDimension('operation', 'place');
      metrics.addMetric('Latency', 'Milliseconds', i % 90); metrics.addMetric('Requests', 'Count', 1);
      metrics.addMetric('Errors', 'Count', 0); metrics.addMetric('Size', 'Bytes', 512);
      metrics.publishStoredMetrics();
    };`,
  'aws-embedded-metrics': `
    process.env.AWS_EMF_ENVIRONMENT = 'Lambda';
    const { metricScope, Unit } = require('aws-embedded-metrics');
    exports.invocation = metricScope((metrics) => async (i) => {
      metrics.setNamespace('Bench'); metrics.setDimensions({ service: 'orders', operation: 'place' });
      metrics.putMetric('Latency', i % 90, Unit.Milliseconds); metrics.putMetric('Requests', 1, Unit.Count);
      metrics.putMetric('Errors', 0, Unit.Count); metrics.putMetric('Size', 512, Unit.Bytes);
    });`,
};

const HARNESS = `
const { invocation } = require(process.argv[2]);
(async () => {
  for (let i = 0; i < 3000; i++) await invocation(i);
  const before = process.cpuUsage();
  for (let i = 0; i < ${INVOCATIONS}; i++) await invocation(i);
  const { user, system } = process.cpuUsage(before);
  process.stderr.write(String((user + system) / ${INVOCATIONS}));
})();`;

const folder = mkdtempSync(join(tmpdir(), 'golden-signals-bench-'));
try {
  writeFileSync(join(folder, 'package.json'), '{}');
  execFileSync('npm', ['install', '--silent', '--no-fund', '--no-audit', ...PEERS], { cwd: folder, stdio: 'ignore' });
  writeFileSync(join(folder, 'harness.cjs'), HARNESS);
  const names = Object.keys(CONTESTANTS);
  for (const [index, name] of names.entries()) writeFileSync(join(folder, `${index}.cjs`), CONTESTANTS[name]);
  const nowhere = openSync('/dev/null', 'w');
  const measure = (index) => {
    const script = [join(folder, 'harness.cjs'), join(folder, `${index}.cjs`)];
    const env = {
      ...process.env,
      AWS_LAMBDA_FUNCTION_NAME: 'bench',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    };
    // The harness tells its figure on stderr, which is therefore what is read.
    const shell = `exec "$0" "$@" 3>&1 1>/dev/null 2>&3`;
    return Number(
      execFileSync('sh', ['-c', shell, process.execPath, ...script], { env, stdio: ['ignore', 'pipe', nowhere] }),
    );
  };
  const samples = names.map(() => []);
  for (let round = 0; round < Number(values.rounds); round++)
    for (const index of names.keys()) samples[index].push(measure(index));
  const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
  const results = names.map((name, index) => ({ name, cpuMicroseconds: Number(median(samples[index]).toFixed(2)) }));
  const base = results[0].cpuMicroseconds;
  if (values.json) console.log(JSON.stringify(results));
  else
    for (const { name, cpuMicroseconds } of results)
      console.log(
        `${name.padEnd(24)} ${cpuMicroseconds.toFixed(2).padStart(7)} µs  ${(cpuMicroseconds / base).toFixed(2)}x`,
      );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
