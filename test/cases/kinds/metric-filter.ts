import { Clock, Phase } from '../../../rehearsal/clock';
import { LogStore } from '../../../rehearsal/logs/log-store';
import { MetricReader } from '../../../rehearsal/metrics/metric-reader';
import { MetricStore } from '../../../rehearsal/metrics/metric-store';
import { type Case, type Fields, isFields } from '../case';
import { START_MS } from '../engine';
import { CaseFailure, expectSame } from '../expect';
import { configOf, expectsRefusal, fieldsIn, listIn, numberIn, required, textIn } from '../fields';
import { lineOf } from './filter-pattern';

const GROUP = 'cases';
const MINUTE_MS = 60_000;

/** Statistic by the name that a case gives its expected list. */
const STATISTICS: Readonly<Record<string, string>> = {
  sumPerMinute: 'Sum',
  valuePerMinute: 'Sum',
  valuesPerMinute: 'Sum',
  sampleCountPerMinute: 'SampleCount',
  countPerMinute: 'SampleCount',
  averagePerMinute: 'Average',
  minimumPerMinute: 'Minimum',
  maximumPerMinute: 'Maximum',
};

/** The metric that a filter makes of minutes of log lines. */
export async function runMetricFilter(each: Case): Promise<void> {
  const config = configOf(each);
  const minutes = required(listIn(each, 'minutes') ?? listIn(config, 'minutes'), 'minutes').filter(isFields);
  const clock = new Clock(START_MS);
  const metrics = new MetricStore();
  const logs = new LogStore({ metricFilters: [filterOf(config)], sink: metrics, clock });
  const refused = logs.findings.map(({ what }) => what).join('; ');
  if (expectsRefusal(each.expected)) {
    if (refused === '') throw new CaseFailure('the engine takes the filter');
    return;
  }
  if (refused !== '') throw new CaseFailure(`the engine refuses the filter: ${refused}`);
  minutes.forEach((minute, index) => {
    linesOf(minute, config).forEach((message, line) => {
      const timestampMs = START_MS + index * MINUTE_MS + line * 100;
      clock.schedule(timestampMs, Phase.TRAFFIC, () => logs.put({ logGroupName: GROUP, timestampMs, message }));
    });
  });
  await clock.runUntil(START_MS + minutes.length * MINUTE_MS);
  const expected = Array.isArray(each.expected)
    ? { sumPerMinute: each.expected }
    : required(fieldsIn(each, 'expected'), 'expected');
  const lists = Object.entries(expected).filter(([name]) => STATISTICS[name] !== undefined);
  if (lists.length === 0)
    throw new CaseFailure(`the case cannot be run: it expects ${Object.keys(expected).join(', ')}`);
  const dimensions = (fieldsIn(expected, 'dimensions') ?? {}) as Record<string, string>;
  for (const [name, values] of lists) {
    expectSame(perMinute(metrics, STATISTICS[name]!, minutes.length, dimensions), values, name);
  }
}

function filterOf(config: Fields) {
  const defaultValue = numberIn(config, 'defaultValue');
  const unit = textIn(config, 'unit');
  const value = config.metricValue ?? '1';
  return {
    logicalId: 'Filter',
    logGroupName: GROUP,
    filterPattern: textIn(config, 'pattern', 'filterPattern') ?? 'ERROR',
    transformations: [
      {
        namespace: 'Cases',
        metricName: 'Filtered',
        metricValue: String(value),
        dimensions: (fieldsIn(config, 'dimensions') ?? {}) as Record<string, string>,
        ...(defaultValue === undefined ? {} : { defaultValue }),
        ...(unit === undefined ? {} : { unit }),
      },
    ],
  };
}

/** Lines as they are given, or as many that match and do not match. */
function linesOf(minute: Fields, config: Fields): string[] {
  const lines = listIn(minute, 'lines', 'events', 'messages', 'logs');
  if (lines !== undefined) return lines.map(lineOf);
  const some = (name: string, fallback: string): string[] => {
    const given = minute[name];
    if (Array.isArray(given)) return given.map(lineOf);
    if (typeof given === 'number' && given > 0 && config.pattern !== undefined && textIn(config, name) === undefined) {
      throw new CaseFailure(`the case cannot be run: it has no lines for the pattern ${String(config.pattern)}`);
    }
    return Array<string>(typeof given === 'number' ? given : 0).fill(textIn(config, name) ?? fallback);
  };
  return [...some('match', 'ERROR it broke'), ...some('noMatch', 'all is well')];
}

function perMinute(store: MetricStore, statistic: string, minutes: number, dimensions: Record<string, string>) {
  const metric = { namespace: 'Cases', metricName: 'Filtered', dimensions, statistic, periodSeconds: 60 };
  const queries = [{ id: 'm1', returnData: true, metric }];
  const [series] = new MetricReader(store).read(queries, START_MS, START_MS + minutes * MINUTE_MS, 60);
  return series!.points.map(([, value]) => value);
}
