import type { Comparison, MetricFacts, Pair } from '../alert';
import { type Fields, fieldsOf, listOf, nested, numberOf, textOf } from './fields';
import { readReason } from './reason';

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  GreaterThanThreshold: '>',
  GreaterThanOrEqualToThreshold: '≥',
  LessThanThreshold: '<',
  LessThanOrEqualToThreshold: '≤',
};

/** How SNS spells a statistic, against how everybody else does. */
const STATISTICS: Readonly<Record<string, string>> = {
  AVERAGE: 'Average',
  SUM: 'Sum',
  MINIMUM: 'Minimum',
  MAXIMUM: 'Maximum',
  SAMPLE_COUNT: 'SampleCount',
};

/** Facts of an SNS notification: its `Trigger`, with the values that only the reason holds. */
export function factsOfTrigger(trigger: Fields, reason: string | undefined): MetricFacts {
  const queries = listOf(trigger, 'Metrics');
  const statistic = textOf(trigger, 'Statistic', 'ExtendedStatistic');
  const comparison = COMPARISONS[textOf(trigger, 'ComparisonOperator') ?? ''];
  const own = compact({
    namespace: textOf(trigger, 'Namespace'),
    name: textOf(trigger, 'MetricName'),
    statistic: statistic === undefined ? undefined : (STATISTICS[statistic] ?? statistic),
    unit: textOf(trigger, 'Unit'),
    threshold: numberOf(trigger, 'Threshold'),
    comparison,
    periodSeconds: numberOf(trigger, 'Period'),
    evaluationPeriods: numberOf(trigger, 'EvaluationPeriods'),
    datapointsToAlarm: numberOf(trigger, 'DatapointsToAlarm'),
  });
  const dimensions = pairsOf(trigger.Dimensions);
  return { ...readReason(reason), ...factsOfQueries(queries), ...own, ...(dimensions.length > 0 && { dimensions }) };
}

/** Facts of EventBridge's and the Lambda action's `configuration.metrics`, which leaves the threshold to the state's data. */
export function factsOfConfiguration(configuration: Fields, state: Fields): MetricFacts {
  const data = nested(state, 'reasonData');
  const statistic = textOf(data, 'statistic');
  return {
    ...readReason(textOf(state, 'reason')),
    ...factsOfQueries(listOf(configuration, 'metrics')),
    ...compact({
      threshold: numberOf(data, 'threshold'),
      unit: textOf(data, 'unit'),
      periodSeconds: numberOf(data, 'period'),
      ...(statistic !== undefined && { statistic }),
    }),
  };
}

/** `[{name, value}]` as SNS writes dimensions, or `{name: value}` as everybody else does. */
export function pairsOf(dimensions: unknown): readonly Pair[] {
  if (Array.isArray(dimensions)) {
    return listOf({ dimensions }, 'dimensions').flatMap((pair) => {
      const name = textOf(pair, 'name', 'Name');
      const value = textOf(pair, 'value', 'Value');
      return name === undefined || value === undefined ? [] : [{ name, value }];
    });
  }
  return Object.entries(fieldsOf(dimensions) ?? {}).flatMap(([name, value]) =>
    typeof value === 'string' ? [{ name, value }] : [],
  );
}

/** What a list of metric queries is about: the returned one, and the dimensions of all. Keys in either spelling. */
function factsOfQueries(queries: readonly Fields[]): Partial<MetricFacts> & { readonly dimensions: readonly Pair[] } {
  const isBand = (query: Fields) => /ANOMALY_DETECTION_BAND/.test(textOf(query, 'Expression', 'expression') ?? '');
  const returned = queries.find((query) => (query.ReturnData ?? query.returnData) !== false && !isBand(query));
  const stats = queries.map((query) => ({ query, stat: either(query, 'MetricStat', 'metricStat') }));
  const main = stats.find(({ query }) => query === returned)?.stat;
  const metric = either(main, 'Metric', 'metric');
  const dimensions = new Map<string, Pair>();
  for (const { stat } of stats) {
    const of = either(stat, 'Metric', 'metric');
    for (const pair of pairsOf(of.Dimensions ?? of.dimensions)) dimensions.set(`${pair.name}\0${pair.value}`, pair);
  }
  return {
    ...compact({
      namespace: textOf(metric, 'Namespace', 'namespace'),
      name: textOf(returned, 'Label', 'label') ?? textOf(metric, 'MetricName', 'name'),
      expression: textOf(returned, 'Expression', 'expression'),
      statistic: textOf(main, 'Stat', 'stat'),
      unit: textOf(main, 'Unit', 'unit'),
      periodSeconds: numberOf(main, 'Period') ?? numberOf(main, 'period'),
    }),
    dimensions: [...dimensions.values()],
  };
}

function either(fields: Fields | undefined, key: string, otherKey: string): Fields {
  return fieldsOf(fields?.[key]) ?? fieldsOf(fields?.[otherKey]) ?? {};
}

/** Without the members that are undefined, so that a spread of it hides nothing. */
function compact<T extends object>(facts: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
