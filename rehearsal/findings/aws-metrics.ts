import { UNLISTED_METRICS } from './unlisted-aws-metrics';

/** Namespace → metric → the sets of dimensions by which it is published, a dimension with one value as `Region=Global`. */
export type AwsMetrics = ReadonlyMap<string, ReadonlyMap<string, readonly (readonly string[])[]>>;

/** What `npm run generate` makes of `@aws-cdk/aws-service-spec`: metric → sets, the names in a set joined by commas. */
type Table = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

let known: AwsMetrics | undefined;

/** The metrics of AWS's own service data, and those that it is known to lack. Read when it is first asked for. */
export function awsMetrics(): AwsMetrics {
  // Required here, not imported: most runs have no use for it.
  known ??= read(require('./generated/aws-metrics.json') as Table);
  return known;
}

function read(table: Table): AwsMetrics {
  const metrics = new Map<string, Map<string, string[][]>>();
  const add = (namespace: string, metric: string, set: string) => {
    const ofNamespace = metrics.get(namespace) ?? new Map<string, string[][]>();
    metrics.set(namespace, ofNamespace);
    ofNamespace.set(metric, [...(ofNamespace.get(metric) ?? []), set === '' ? [] : set.split(',')]);
  };
  for (const [namespace, ofNamespace] of Object.entries(table)) {
    for (const [metric, sets] of Object.entries(ofNamespace)) for (const set of sets) add(namespace, metric, set);
  }
  for (const { namespace, dimensions, metrics: names } of UNLISTED_METRICS) {
    for (const name of names.split(' ')) for (const set of dimensions) add(namespace, name, set);
  }
  return metrics;
}
