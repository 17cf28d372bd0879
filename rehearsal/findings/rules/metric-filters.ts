import { compileFilterPattern } from '../../logs/filter-pattern/filter-pattern';
import { compileMetricFilter } from '../../logs/metric-filter';
import type { MetricFilterModel } from '../../template/model';
import { isUnknownValue } from '../references';
import { type Found, rule } from '../rule';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricTransformation.html */
const MOST_DIMENSIONS = 3;

type Id = 'filter-pattern' | 'filter-default-with-dimensions' | 'filter-dimensions' | 'filter-value';

/** Metric filters that CloudWatch Logs refuses. */
export const metricFilters = rule<Id>({
  finds: {
    'filter-pattern': { level: 'error', means: 'the pattern of a metric filter does not parse' },
    'filter-default-with-dimensions': { level: 'error', means: 'a metric filter has a default value and dimensions' },
    'filter-dimensions': { level: 'error', means: 'a metric filter has more than 3 dimensions' },
    'filter-value': { level: 'error', means: 'the value or a dimension of a metric filter is no number or selector' },
  },
  find: ({ metricFilters: filters }) => filters.flatMap(problemsOf),
});

function problemsOf(filter: MetricFilterModel): Found<Id>[] {
  const { logicalId, filterPattern } = filter;
  const patternProblem = isUnknownValue(filterPattern) ? undefined : problem(() => compileFilterPattern(filterPattern));
  const found: Found<Id>[] = [];
  if (patternProblem !== undefined) {
    const advice = 'Mend the pattern at that place.';
    found.push({ id: 'filter-pattern', where: `${logicalId}.FilterPattern`, what: patternProblem, advice });
  }
  filter.transformations.forEach((transformation, index) => {
    const where = `${logicalId}.MetricTransformations[${index}]`;
    const { dimensions, defaultValue, metricName, metricValue } = transformation;
    const count = Object.keys(dimensions).length;
    if (count > MOST_DIMENSIONS) {
      const what = `${metricName} has ${count} dimensions, at most ${MOST_DIMENSIONS} are allowed`;
      found.push({ id: 'filter-dimensions', where, what, advice: 'Leave some out.' });
    }
    if (count > 0 && defaultValue !== undefined) {
      const what = `${metricName} has a default value and dimensions: CloudWatch takes one of them`;
      const advice = 'Leave DefaultValue out, and let alarms treat missing data as notBreaching.';
      found.push({ id: 'filter-default-with-dimensions', where, what, advice });
    } else if (![metricValue, ...Object.values(dimensions)].some(isUnknownValue)) {
      const what = problem(() =>
        compileMetricFilter({ ...filter, filterPattern: '', transformations: [transformation] }),
      );
      const advice = 'Give a number, or a selector like $.latency or $bytes.';
      if (what !== undefined) found.push({ id: 'filter-value', where, what, advice });
    }
  });
  return found;
}

function problem(compile: () => unknown): string | undefined {
  try {
    compile();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
