import { extractEmf } from '../../../rehearsal/logs/emf/emf-extraction';
import { LogLine } from '../../../rehearsal/logs/log-line';
import { EMF_CASES, type Op, opsOf, play } from '../../lambda/runtime/emf-case';
import { emfProblems } from '../../lambda/runtime/emf-validator';

const NOW_MS = Date.UTC(2026, 0, 5);
/** All cases whose documents do not depend on the time of day. */
const CASES = EMF_CASES.filter(({ id }) => id !== 'ts-float');

/** The documents that an emitter without any care would write for a case: one for each flush. */
function carelessDocuments(input: readonly Op[]): string[] {
  const lines: string[] = [];
  const root: Record<string, unknown> = { service: 'svc' };
  const dimensions: unknown[] = ['service'];
  const metrics = new Map<string, { Name: string; Unit?: string }>();
  for (const { op, name, key, value, unit } of opsOf(input)) {
    const safe = typeof value === 'bigint' ? String(value) : value;
    if (op === 'dimension') {
      root[name as string] = safe;
      dimensions.push(name);
    }
    if (op === 'metadata') root[key as string] = safe;
    if (op === 'metric') {
      const earlier = metrics.has(name as string) ? [root[name as string]].flat() : [];
      root[name as string] = earlier.length === 0 ? safe : [...earlier, safe];
      metrics.set(name as string, { Name: name as string, ...(unit === undefined ? {} : { Unit: unit }) });
    }
    if (op === 'flush') {
      const directive = { Namespace: 'ns', Dimensions: [dimensions], Metrics: [...metrics.values()] };
      lines.push(JSON.stringify({ ...root, _aws: { Timestamp: NOW_MS, CloudWatchMetrics: [directive] } }));
    }
  }
  return lines;
}

/** Where a strict emitter and CloudWatch differ: what is only a waste, and lines that are only long for a pipe. */
const HARMLESS = /^(not 1 to 100 metrics|\d+ bytes)$/;

test.each(CASES)('a careless emitter loses its metrics where the specification says so: $title ($id)', ({ input }) => {
  for (const line of carelessDocuments(input)) {
    const document = JSON.parse(line) as { _aws: { CloudWatchMetrics: { Metrics: unknown[] }[] } };
    const tooMany = document._aws.CloudWatchMetrics[0]!.Metrics.length > 100;
    const problems = emfProblems(`${line}\n`).filter((problem) => tooMany || !HARMLESS.test(problem));
    const tooLong = Buffer.byteLength(line) > 1_048_576;
    const expected = problems.length > 0 || tooLong ? 'EMFValidationErrors' : 'metrics';
    const extraction = extractEmf(new LogLine(line), NOW_MS);
    expect([extraction?.outcome, problems]).toEqual([expected, problems]);
  }
});

test.each(CASES)('what our emitter writes is taken: $title ($id)', ({ input, expect: expected }) => {
  let lines: readonly string[];
  try {
    ({ lines } = play(input));
  } catch {
    return; // Refused when the module loads.
  }
  const extractions = lines.map((line) => extractEmf(new LogLine(line), Date.now()));
  expect(extractions.filter((extraction) => extraction?.outcome !== 'metrics')).toEqual([]);
  const samples = extractions.flatMap((extraction) => (extraction?.outcome === 'metrics' ? extraction.samples : []));
  for (const name of expected.mustContainMetrics ?? []) {
    expect(samples.map(({ metricName }) => metricName)).toContain(name);
  }
  for (const [name, count] of Object.entries(expected.totalValues ?? {})) {
    const own = samples.filter(({ metricName }) => metricName === name);
    expect(own.flatMap(({ values }) => values)).toHaveLength(count);
  }
});
