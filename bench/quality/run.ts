// How good the default alarms of a function are: false alarms, and incidents found, against the alarms of others on the
// same series. Writes docs/alarm-quality.md; with --check, fails if our alarms miss what we promise.
//
//   npm run bench:quality -- [--seed 1] [--days 36] [--check]
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type AlarmSet, alarmSets, OURS, oursExpecting, TWO_WINDOWS } from './alarm-sets';
import { measure, type Quality, together } from './measure';
import { brokenPromises, type Result, reportOf } from './report';
import { type SimulatedService, simulateService } from './simulated-service';
import { type Surroundings, USUAL, VARIATIONS } from './surroundings';

/** Requests a minute. */
const LEVELS = [0.5, 20, 1000];

const { values: options } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    days: { type: 'string', default: '36' },
    check: { type: 'boolean', default: false },
  },
});
const days = Number(options.days);

/** The quality of each set in some surroundings, at each level over all shapes. */
async function play(
  surroundings: Surroundings,
  days: number,
  seed: number,
  setsFor: (service: SimulatedService) => AlarmSet[],
): Promise<Result[]> {
  const results = new Map<string, Quality[]>();
  for (const [row, level] of LEVELS.entries()) {
    const measured = new Map<string, Quality[]>();
    for (const [column, shape] of Object.values(surroundings.shapes).entries()) {
      const service = simulateService(shape, level, days, surroundings, seed + 10 * row + column);
      const sets = setsFor(service);
      const qualities = await measure(sets, service);
      for (const [index, { name }] of sets.entries()) {
        measured.set(name, [...(measured.get(name) ?? []), qualities[index]!]);
      }
    }
    for (const [name, qualities] of measured) {
      results.set(name, [...(results.get(name) ?? []), together(qualities)]);
    }
  }
  return [...results].map(([name, byLevel]): Result => ({ name, byLevel }));
}

async function main(): Promise<void> {
  const seed = 1000 * Number(options.seed);
  const all = alarmSets();
  const usual = await play(USUAL, days, seed, ({ quietest }) => [...all, oursExpecting(quietest)]);
  const both = all.filter(({ name }) => name === TWO_WINDOWS || name === OURS);
  const varied: { name: string; results: Result[] }[] = [];
  for (const [index, [name, surroundings]] of Object.entries(VARIATIONS).entries()) {
    varied.push({ name, results: await play(surroundings, days / 2, seed + 100 * (index + 1), () => both) });
  }
  const report = reportOf(usual, varied, { days, levels: LEVELS, seed: options.seed });
  console.log(report);
  const broken = brokenPromises(usual.find(({ name }) => name === OURS)!.byLevel, LEVELS);
  for (const promise of broken) console.error(promise);
  if (options.check) process.exitCode = broken.length === 0 ? 0 : 1;
  else writeFileSync(join(__dirname, '..', '..', 'docs', 'alarm-quality.md'), report);
}

void main();
