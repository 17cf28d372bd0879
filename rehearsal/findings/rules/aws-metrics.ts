import type { MetricStatModel } from '../../template/model';
import { type AwsMetrics, awsMetrics } from '../aws-metrics';
import { metricsInUse } from '../metrics-in-use';
import { nearMiss } from '../near-miss';
import { isUnknownValue } from '../references';
import { type Found, rule } from '../rule';

/**
 * Namespaces in which a name that is not listed is reported even if it is like no other. Checked against the services'
 * documentation; elsewhere AWS's data lacks too much (a third of the metrics of RDS) to go by.
 */
const WELL_LISTED = ['ApiGateway', 'DynamoDB', 'Events', 'Lambda', 'SNS', 'SQS', 'States'];

/** Names of services that are not the names of their namespaces. */
const NOT_NAMESPACES: Readonly<Record<string, string>> = {
  'AWS/ALB': 'AWS/ApplicationELB',
  'AWS/EventBridge': 'AWS/Events',
  'AWS/NLB': 'AWS/NetworkELB',
  'AWS/StepFunctions': 'AWS/States',
};

type Id = 'aws-namespace-unknown' | 'aws-metric-unknown' | 'aws-dimensions-unknown';

/** Metrics that AWS does not publish under that name and those dimensions: an alarm on them never has data. */
export const awsMetricNames = rule<Id>({
  finds: {
    'aws-namespace-unknown': { level: 'warning', means: 'AWS has no such namespace, but one much like it' },
    'aws-metric-unknown': { level: 'warning', means: "AWS's service data does not list the metric in its namespace" },
    'aws-dimensions-unknown': { level: 'warning', means: 'AWS does not publish the metric by these dimensions' },
  },
  find: (model) =>
    metricsInUse(model)
      .filter(({ metric: { namespace } }) => /^aws\//i.test(namespace) && !isUnknownValue(namespace))
      .flatMap(({ where, metric, usedBy }) => {
        const never = usedBy === 'alarm' ? 'the alarm never has data' : 'nothing is drawn';
        return problemOf(metric, awsMetrics()).map(({ id, what, advice }) => ({
          id,
          where,
          what: `${what}: ${never} if that is so`,
          advice,
        }));
      }),
});

/** The sets of dimensions by which a metric is published. */
type Sets = readonly (readonly string[])[];

type Problem = Omit<Found<Id>, 'where'>;

function problemOf(metric: MetricStatModel, known: AwsMetrics): Problem[] {
  const { namespace, metricName, dimensions } = metric;
  const listed = known.get(namespace);
  if (listed === undefined) {
    const meant =
      NOT_NAMESPACES[namespace] ??
      nearMiss(
        namespace.slice(4),
        [...known.keys()].map((each) => each.slice(4)),
      );
    if (meant === undefined) return [];
    const advice = `Write ${meant.startsWith('AWS/') ? meant : `AWS/${meant}`}.`;
    return [{ id: 'aws-namespace-unknown', what: `AWS's data has no namespace ${namespace}`, advice }];
  }
  const isWellListed = () => WELL_LISTED.includes(namespace.slice(4)) && !hasNewDimension(dimensions, listed);
  const sets = listed.get(metricName);
  if (sets === undefined) {
    const near = nearMiss(metricName, listed.keys());
    if (near === undefined && !isWellListed()) return [];
    const advice = near === undefined ? `Look up the metrics of ${namespace}.` : `Write ${near}.`;
    return [{ id: 'aws-metric-unknown', what: `AWS's data lists no metric ${metricName} in ${namespace}`, advice }];
  }
  const given = Object.keys(dimensions).sort();
  if (sets.some((set) => matchesSet(set, dimensions))) return [];
  const meant = likeliestSet(given, sets);
  if (meant === undefined && !isWellListed()) return [];
  const text = given.length === 0 ? 'without dimensions' : `by ${given.join(' and ')}`;
  const published = [
    ...new Set((meant === undefined ? sets : [meant]).map((set) => set.join(' and ') || 'no dimension')),
  ];
  return [
    {
      id: 'aws-dimensions-unknown',
      what: `AWS's data does not list ${metricName} of ${namespace} ${text}`,
      advice: `Use ${published.slice(0, 4).join(', or ')}.`,
    },
  ];
}

/** A dimension that is like no other of its service may be newer than AWS's data, and its metrics with it. */
function hasNewDimension(dimensions: MetricStatModel['dimensions'], listed: ReadonlyMap<string, Sets>): boolean {
  const known = [...new Set([...listed.values()].flat(2))];
  return Object.keys(dimensions).some((name) => !known.some((each) => each === name || isLike(name, each)));
}

/** A dimension of a set may have one value only: `Region=Global`. */
function matchesSet(set: readonly string[], dimensions: Readonly<Record<string, string>>): boolean {
  return (
    set.length === Object.keys(dimensions).length &&
    set.every((dimension) => {
      const [name, value] = dimension.split('=') as [string, string | undefined];
      return Object.hasOwn(dimensions, name) && (value === undefined || dimensions[name] === value);
    })
  );
}

/** The set that was probably meant: its names are all given, or are like those that are. */
function likeliestSet(given: readonly string[], sets: Sets): readonly string[] | undefined {
  return sets.find((set) => {
    const names = set.map((dimension) => dimension.split('=')[0]!);
    const wrong = given.filter((name) => !names.includes(name));
    const missing = names.filter((name) => !given.includes(name));
    if (wrong.length !== missing.length) return false;
    return wrong.every((name) => missing.some((each) => isLike(name, each)));
  });
}

/** `QueueARN` is like `QueueName`: they are about the same thing. */
function isLike(one: string, other: string): boolean {
  const thing = (name: string) => name.replace(/(name|arn|id|url)$/i, '').toLowerCase();
  return nearMiss(one, [other]) !== undefined || thing(one) === thing(other);
}
