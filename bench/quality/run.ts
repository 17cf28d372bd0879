// How good the default alarms of a function are: false alarms, and incidents found, against the alarms of others on the
// same series. Writes docs/alarm-quality.md; with --check, fails if our alarms miss what we promise.
//
//   npm run bench:quality -- [--seed 1] [--days 56] [--check]
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { alarmSets } from './alarm-sets';
import { LOAD_SHAPES } from './load-shapes';
import { measure, type Quality, together } from './measure';
import { brokenPromises, reportOf } from './report';
import { simulateService } from './simulated-service';

/** Requests a minute. */
const LEVELS = [0.5, 20, 1000];

const { values: options } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    days: { type: 'string', default: '56' },
    check: { type: 'boolean', default: false },
  },
});

async function main(): Promise<void> {
  const shapes = Object.keys(LOAD_SHAPES);
  const services = LEVELS.map((level, row) =>
    shapes.map((shape, column) =>
      simulateService(shape, level, Number(options.days), 1000 * Number(options.seed) + 10 * row + column),
    ),
  );
  const results: { name: string; byLevel: Quality[] }[] = [];
  for (const set of alarmSets()) {
    const byLevel: Quality[] = [];
    for (const level of services) {
      const measured: Quality[] = [];
      for (const service of level) measured.push(await measure(set, service));
      byLevel.push(together(measured));
    }
    results.push({ name: set.name, byLevel });
  }
  const report = reportOf(results, LEVELS, { days: Number(options.days), shapes: shapes.length, seed: options.seed });
  console.log(report);
  const broken = brokenPromises(results.at(-1)!.byLevel, LEVELS);
  for (const promise of broken) console.error(promise);
  if (options.check) process.exitCode = broken.length === 0 ? 0 : 1;
  else writeFileSync(join(__dirname, '..', '..', 'docs', 'alarm-quality.md'), report);
}

void main();
