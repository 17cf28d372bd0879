import { type EmfExtraction, extractEmf } from '../../../rehearsal/logs/emf/emf-extraction';
import { LogLine } from '../../../rehearsal/logs/log-line';
import type { Sample } from '../../../rehearsal/metrics/sample';
import { type Case, type Fields, isFields } from '../case';
import { CaseFailure, expectSame, hasMembers } from '../expect';
import { configOf, fieldsIn, listIn, member, numberIn, required, textIn } from '../fields';
import { lineOf } from './filter-pattern';

/** When a line arrives whose document says no time. */
const RECEIVED_MS = 1_574_109_732_004;

/** The metrics that CloudWatch makes of an EMF document, or the error that it counts. */
export function runEmf(each: Case): void {
  const config = configOf(each);
  const line = lineOf(required(member({ ...config, ...each }, 'document', 'line', 'message', 'log'), 'document'));
  const extraction = extractEmf(new LogLine(line), receivedMs(each, config, line));
  const { expected } = each;
  if (typeof expected === 'string' || expected === null) expectOutcome(extraction, expected ?? 'none');
  else expectSamples(each, extraction);
}

function expectSamples(each: Case, extraction: EmfExtraction | undefined): void {
  const { expected } = each;
  if (extraction?.outcome !== 'metrics') throw refusal(extraction);
  const wanted = Array.isArray(expected) ? expected : listIn(fieldsIn(each, 'expected') ?? {}, 'metrics', 'samples');
  const count = numberIn(fieldsIn(each, 'expected') ?? {}, 'metricCount', 'count') ?? wanted?.length;
  expectSame(extraction.samples.length, required(count, 'expected metrics'), 'number of metrics');
  const actual = extraction.samples.map(asWritten);
  const missing = (wanted ?? [])
    .filter(isFields)
    .filter((metric) => !actual.some((sample) => hasMembers(sample, metric)));
  if (missing.length > 0) throw new CaseFailure('metrics', { expected: wanted, actual });
}

function expectOutcome(extraction: EmfExtraction | undefined, expected: string): void {
  const none = /^(none|ignored|notEmf|not EMF|log)/i.test(expected);
  const outcome = extraction?.outcome ?? 'no EMF';
  if (none ? extraction === undefined : outcome.startsWith(expected.replace(/s$/, ''))) return;
  throw new CaseFailure('outcome', {
    expected,
    actual: extraction !== undefined && 'why' in extraction ? `${outcome}: ${extraction.why}` : outcome,
  });
}

function refusal(extraction: EmfExtraction | undefined): CaseFailure {
  if (extraction === undefined) return new CaseFailure('the engine does not take the line for EMF');
  return new CaseFailure(`the engine refuses the document: ${'why' in extraction ? extraction.why : ''}`);
}

function asWritten({ metricName, timestampMs, unit = 'None', ...sample }: Sample): Fields {
  return { ...sample, name: metricName, metricName, unit, timestamp: timestampMs, timestampMs };
}

/** The time of the document, unless the case says when the line arrives. */
function receivedMs(each: Case, config: Fields, line: string): number {
  const names = ['receivedMs', 'now', 'nowMs', 'receivedAt', 'ingestedAt', 'ingestionTime'];
  const time = numberIn({ ...each, ...config }, ...names) ?? textIn({ ...each, ...config }, ...names);
  if (time !== undefined) return typeof time === 'number' ? time : Date.parse(time);
  const timestamp = Number(/"Timestamp"\s*:\s*(\d+)/.exec(line)?.[1] ?? Number.NaN);
  return Number.isNaN(timestamp) ? RECEIVED_MS : timestamp;
}
