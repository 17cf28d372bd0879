import { parseStatistic } from '../../../rehearsal/metrics/statistic';
import { type Case, type Fields, isFields } from '../case';
import { PeriodSamples, START_MS } from '../engine';
import { CaseFailure, expectSame, same } from '../expect';
import { configOf, expectsRefusal, fieldsIn, listIn, numberIn, required, textIn, valuesOf } from '../fields';

/** A statistic of samples within one period, or one for each unit. */
export function runStatistics(each: Case): void {
  const config = configOf(each);
  const { expected } = each;
  const samples = samplesOf(each, config);
  const statistics = statisticsOf(each, config);
  if (expectsRefusal(expected)) {
    if (statistics.some((text) => parseStatistic(text) !== undefined))
      throw new CaseFailure('the engine knows the statistic');
    return;
  }
  const unknown = statistics.find((text) => parseStatistic(text) === undefined);
  if (unknown !== undefined) throw new CaseFailure(`the engine does not know the statistic ${unknown}`);
  const datapoints = Array.isArray(expected)
    ? expected
    : isFields(expected)
      ? listIn(expected, 'Datapoints', 'datapoints')
      : undefined;
  if (datapoints?.some(isFields)) {
    expectByUnit(samples, statistics, datapoints.filter(isFields));
    return;
  }
  const unit = textIn(config, 'unit', 'Unit');
  const actual = Object.fromEntries(statistics.map((text) => [text, samples.statistic(text, unit)]));
  if (isFields(expected) && !('value' in expected) && statistics.some((text) => text in expected)) {
    for (const text of statistics) expectSame(actual[text], expected[text] ?? null, text);
    return;
  }
  expectValue(actual[statistics[0]!]!, valueIn(expected), each, statistics[0]!);
}

/** A number, none (`null`), or a range that it is in. */
function expectValue(actual: number | null, expected: unknown, each: Case, text: string): void {
  const tolerance = numberIn(each, 'tolerance') ?? numberIn(configOf(each), 'tolerance');
  const range = isFields(expected) ? rangeOf(expected) : undefined;
  if (range !== undefined) {
    const within = actual !== null && actual >= range[0] && actual <= range[1];
    if (!within) throw new CaseFailure(text, { expected, actual });
    return;
  }
  if (tolerance !== undefined && typeof expected === 'number' && actual !== null) {
    if (Math.abs(actual - expected) > tolerance) throw new CaseFailure(text, { expected, actual });
    return;
  }
  const none =
    expected === null ||
    (typeof expected === 'string' && /none|missing|null|unavailable|not available|no data/i.test(expected));
  expectSame(actual, none ? null : expected, text);
}

function valueIn(expected: unknown): unknown {
  if (Array.isArray(expected) && expected.length === 1) return expected[0];
  if (!isFields(expected)) return expected;
  if ('value' in expected) return expected.value;
  const values = listIn(expected, 'Values', 'values');
  return values === undefined ? expected : (values[0] ?? null);
}

function rangeOf(expected: Fields): readonly [number, number] | undefined {
  const between = listIn(expected, 'between', 'range');
  if (between !== undefined) return [Number(between[0]), Number(between[1])];
  const low = numberIn(expected, 'min', 'atLeast', 'from');
  const high = numberIn(expected, 'max', 'atMost', 'to');
  if (low === undefined && high === undefined) return undefined;
  return [low ?? Number.NEGATIVE_INFINITY, high ?? Number.POSITIVE_INFINITY];
}

/** GetMetricStatistics gives one datapoint for each unit; their order says nothing. */
function expectByUnit(samples: PeriodSamples, statistics: readonly string[], expected: readonly Fields[]): void {
  const actual = samples.units.map(
    (unit): Fields => ({
      Unit: unit,
      ...Object.fromEntries(statistics.map((text) => [text, samples.statistic(text, unit)])),
    }),
  );
  const known = expected.map(({ Timestamp: _, ...datapoint }) => datapoint);
  const holds =
    actual.length === known.length && known.every((wanted) => actual.some((datapoint) => agrees(datapoint, wanted)));
  if (!holds) throw new CaseFailure('datapoints by unit', { expected: known, actual });
}

function agrees(datapoint: Fields, wanted: Fields): boolean {
  return Object.entries(wanted).every(([name, value]) => same(datapoint[name], value));
}

function statisticsOf(each: Case, config: Fields): readonly string[] {
  const list = listIn(config, 'stats', 'statistics', 'Statistics');
  if (list !== undefined) return list.map(String);
  return [required(textIn(config, 'stat', 'statistic', 'Stat', 'extendedStatistic') ?? textIn(each, 'stat'), 'stat')];
}

function samplesOf(each: Case, config: Fields): PeriodSamples {
  const samples = new PeriodSamples();
  const names = ['values', 'samples', 'Values'];
  const values = listIn(config, ...names) ?? listIn(each, ...names);
  const counts = listIn(config, 'counts', 'Counts') as readonly number[] | undefined;
  if (values !== undefined && !values.some(isFields)) {
    samples.put(numbers(values), counts === undefined ? {} : { counts });
    return samples;
  }
  const set = fieldsIn(config, 'statisticSet', 'statisticValues', 'StatisticValues');
  const data = (values ?? listIn(config, 'data', 'Data') ?? listIn(each, 'data') ?? (set && [set]))?.filter(isFields);
  for (const [index, datum] of required(data, 'values').entries()) putDatum(samples, datum, index);
  return samples;
}

function putDatum(samples: PeriodSamples, datum: Fields, index: number): void {
  const set = fieldsIn(datum, 'statisticSet', 'statisticValues', 'StatisticValues') ?? datum;
  const unit = textIn(datum, 'unit', 'Unit');
  const more = { timestampMs: START_MS + index * 1000, ...(unit === undefined ? {} : { unit }) };
  const [minimum, maximum] = [numberIn(set, 'minimum', 'Minimum', 'min'), numberIn(set, 'maximum', 'Maximum', 'max')];
  if (minimum !== undefined && maximum !== undefined) {
    if (minimum !== maximum)
      throw new CaseFailure('the case cannot be run: the engine keeps samples, not statistic sets');
    samples.put([minimum], { ...more, counts: [numberIn(set, 'sampleCount', 'SampleCount') ?? 1] });
    return;
  }
  const value = numberIn(datum, 'value', 'Value');
  const values = value === undefined ? required(listIn(datum, 'values', 'Values'), 'value') : [value];
  const counts = listIn(datum, 'counts', 'Counts') as readonly number[] | undefined;
  samples.put(numbers(values), { ...more, ...(counts === undefined ? {} : { counts }) });
}

function numbers(values: readonly unknown[]): number[] {
  return valuesOf(values, 'values').filter((value) => value !== null);
}
