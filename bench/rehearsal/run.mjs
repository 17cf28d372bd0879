// CPU time of alarm tests: ours, and `promtool test rules` on the same work. Both read their tests from files, evaluate
// every minute and check the state of each alarm at the end; both have to agree with what the data says.
//
//   npm run bench:rehearsal -- [--json] [--alarms 200] [--minutes 1440] [--rounds 3] [--ours-only]
//
// promtool comes from the PATH, else from Debian's package `prometheus`, unpacked into a temporary folder.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { fires, makeWork, rulesOf, templateOf } from './work.mjs';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    'ours-only': { type: 'boolean', default: false },
    alarms: { type: 'string', default: '200' },
    minutes: { type: 'string', default: '1440' },
    rounds: { type: 'string', default: '3' },
  },
});
const here = dirname(fileURLToPath(import.meta.url));
const command = join(here, '..', '..', 'dist', 'bin', 'golden-signals.js');
const folder = mkdtempSync(join(tmpdir(), 'golden-signals-bench-'));
try {
  const work = makeWork({ alarms: Number(options.alarms), minutes: Number(options.minutes) });
  const promtool = options['ours-only'] ? undefined : findPromtool();
  const ours = prepareOurs(work);
  const theirs = promtool && prepareTheirs(work, promtool);
  const rounds = Array.from({ length: Number(options.rounds) }, () => ({ ours: ours(), theirs: theirs?.() }));
  const result = {
    oursCpuSeconds: median(rounds.map((round) => round.ours.cpuSeconds)),
    ...(theirs && { promtoolCpuSeconds: median(rounds.map((round) => round.theirs)) }),
    ...(theirs && { ratio: median(rounds.map((round) => round.theirs / round.ours.cpuSeconds)) }),
    rssMB: Math.max(...rounds.map((round) => round.ours.rssMB)),
  };
  if (options.json) console.log(JSON.stringify(result));
  else report(result);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function prepareOurs(work) {
  const series = work.series.map(
    ({ name, service, values }) => `  - series: Bench ${name}{service=${service}}\n    values: '${values.join(' ')}'`,
  );
  // CloudWatch evaluates a minute when it is over.
  const expectations = checksOf(work).map(
    ({ alarm, minute, fires }) => `  - alarm: ${alarm}\n    at: ${minute + 1}m\n    state: ${fires ? 'ALARM' : 'OK'}`,
  );
  const file = write(
    'bench.alarms.yaml',
    [
      'template: template.json',
      'tests:',
      '- name: bench',
      `  start: ${work.start}`,
      `  duration: ${work.minutes}m`,
      '  metrics:',
      ...series,
      '  expect:',
      ...expectations,
    ].join('\n'),
  );
  write('template.json', JSON.stringify(templateOf(work)));
  const usage = join(folder, 'usage.json');
  const hook = join(folder, 'usage.cjs');
  writeFileSync(
    hook,
    `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(usage)}, JSON.stringify(process.resourceUsage())));`,
  );
  return () => {
    must(spawnSync(process.execPath, ['--require', hook, command, 'test', file], { encoding: 'utf8' }));
    const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(readFileSync(usage, 'utf8'));
    return { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, rssMB: Math.round(maxRSS / 1024) };
  };
}

function prepareTheirs(work, promtool) {
  const rules = write('rules.yml', JSON.stringify(rulesOf(work)));
  const series = work.series.map(
    ({ name, service, values }) => `  - series: '${name}{service="${service}"}'\n    values: '${values.join(' ')}'`,
  );
  const expectations = checksOf(work).map(
    ({ alarm, service, minute, fires }) =>
      `  - eval_time: ${minute}m\n    alertname: ${alarm}\n    exp_alerts: [${fires ? `{exp_labels: {service: ${service}}}` : ''}]`,
  );
  const file = write(
    'promtool.yml',
    [
      `rule_files: ['${rules}']`,
      'evaluation_interval: 1m',
      'tests:',
      '- interval: 1m',
      '  input_series:',
      ...series,
      '  alert_rule_test:',
      ...expectations,
    ].join('\n'),
  );
  return () => {
    const timed = 'TIMEFORMAT="%U %S"; time "$@" >/dev/null';
    const { stderr } = must(
      spawnSync('bash', ['-c', timed, 'bench', promtool, 'test', 'rules', file], { encoding: 'utf8' }),
    );
    const [user, system] = stderr.trim().split('\n').at(-1).split(' ').map(Number);
    return user + system;
  };
}

/** Which state each alarm has to have when the data ends. */
function checksOf({ kinds, minutes }) {
  return kinds.map((kind, index) => ({
    alarm: `alarm-${index}`,
    service: `service-${index}`,
    minute: minutes - 1,
    fires: fires(kind, index, minutes - 1),
  }));
}

function findPromtool() {
  const installed = spawnSync('bash', ['-c', 'command -v promtool'], { encoding: 'utf8' }).stdout.trim();
  if (installed !== '') return installed;
  execFileSync('apt-get', ['download', '-qq', 'prometheus'], { cwd: folder, stdio: 'ignore' });
  const archive = readdirSync(folder).find((name) => name.endsWith('.deb'));
  execFileSync('dpkg', ['-x', archive, 'prometheus'], { cwd: folder });
  const unpacked = join(folder, 'prometheus', 'usr', 'bin', 'promtool');
  if (!existsSync(unpacked)) throw new Error('promtool was not found: install Debian\'s package "prometheus"');
  return unpacked;
}

function write(name, text) {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

function must(result) {
  if (result.status === 0) return result;
  throw new Error(`a contestant failed (${result.status}):\n${`${result.stdout}${result.stderr}`.slice(0, 4000)}`);
}

function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1];
}

function report({ oursCpuSeconds, promtoolCpuSeconds, ratio, rssMB }) {
  const { alarms, minutes } = options;
  console.log(`${alarms} alarms, ${minutes} minutes of one-minute data, evaluated every minute, on ${cpus()[0].model}`);
  console.log(`golden-signals test   ${oursCpuSeconds.toFixed(2)} CPU s, ${rssMB} MB`);
  if (ratio !== undefined) {
    console.log(`promtool test rules   ${promtoolCpuSeconds.toFixed(2)} CPU s`);
    console.log(`ratio                 ${ratio.toFixed(1)}`);
  }
}
