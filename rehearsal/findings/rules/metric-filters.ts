import { parsePattern } from '../../logs/filter-pattern/pattern';
import { compileMetricFilter } from '../../logs/metric-filter';
import type { MetricFilterModel } from '../../template/model';
import { isUnknownValue } from '../references';
import { type Found, rule } from '../rule';

type Id = 'filter-pattern' | 'filter-default-with-dimensions' | 'filter-transformation';

/** Metric filters that CloudWatch Logs refuses. */
export const metricFilters = rule<Id>({
  finds: {
    'filter-pattern': { level: 'error', means: 'the pattern of a metric filter does not parse' },
    'filter-default-with-dimensions': { level: 'error', means: 'a metric filter has a default value and dimensions' },
    'filter-transformation': {
      level: 'error',
      means: 'the value or a dimension of a metric filter is no number or selector, or there are too many dimensions',
    },
  },
  find: ({ metricFilters: filters }) =>
    filters.filter((filter) => !isUnknownValue(JSON.stringify(filter))).flatMap((filter) => problemOf(filter) ?? []),
});

function problemOf(filter: MetricFilterModel): Found<Id> | undefined {
  const { logicalId, filterPattern, transformations } = filter;
  const where = `${logicalId}.MetricTransformations`;
  const patternProblem = problem(() => parsePattern(filterPattern));
  if (patternProblem !== undefined) {
    const advice = 'Mend the pattern at that place.';
    return { id: 'filter-pattern', where: `${logicalId}.FilterPattern`, what: patternProblem, advice };
  }
  const both = transformations.find(({ dimensions, defaultValue }) => {
    return defaultValue !== undefined && Object.keys(dimensions).length > 0;
  });
  if (both !== undefined) {
    const what = `${both.metricName} has a default value and dimensions: CloudWatch takes one of them`;
    const advice = 'Leave DefaultValue out, and let alarms treat missing data as notBreaching.';
    return { id: 'filter-default-with-dimensions', where, what, advice };
  }
  const what = problem(() => compileMetricFilter(filter));
  // What a rehearsal refuses because AWS is silent is no mistake.
  if (what === undefined || /AWS does not say/.test(what)) return undefined;
  const advice = 'Give a number, or a selector such as $.latency that the pattern has; at most 3 dimensions.';
  return { id: 'filter-transformation', where, what, advice };
}

function problem(compile: () => unknown): string | undefined {
  try {
    compile();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
