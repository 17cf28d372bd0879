import type { Sample } from '../../metrics/sample';
import { checkDimensionSet, checkMetric, checkNamespace, EmfError, LIMITS } from './emf-rules';

type Members = Readonly<Record<string, unknown>>;

/**
 * The samples of an EMF document: one for each metric and dimension set of its directives.
 *
 * @throws EmfError for the first rule of the specification that the document breaks; then none of its metrics counts.
 */
export function samplesOf(document: Members, receivedMs: number): Sample[] {
  const metadata = asObject(document._aws, '_aws');
  const timestampMs = timestampOf(metadata, receivedMs);
  return asArray(metadata.CloudWatchMetrics, 'CloudWatchMetrics').flatMap((directive) =>
    samplesOfDirective(document, asObject(directive, 'a directive of CloudWatchMetrics'), timestampMs),
  );
}

function samplesOfDirective(document: Members, directive: Members, timestampMs: number): Sample[] {
  const namespace = checkNamespace(directive.Namespace);
  const dimensionSets = asArray(directive.Dimensions, 'Dimensions').map((set) => checkDimensionSet(set, document));
  const definitions = asArray(directive.Metrics, 'Metrics');
  if (dimensionSets.length === 0) throw new EmfError('Dimensions is empty: for no dimensions it is [[]]');
  if (definitions.length > LIMITS.metricsPerDirective) {
    throw new EmfError(`a directive has ${definitions.length} metrics, ${LIMITS.metricsPerDirective} are allowed`);
  }
  return definitions.flatMap((definition) => {
    const metric = checkMetric(asObject(definition, 'an entry of Metrics'), document);
    if (metric.values.length === 0) return [];
    return dimensionSets.map((dimensions) => ({ namespace, dimensions, timestampMs, ...metric }));
  });
}

function timestampOf({ Timestamp: timestamp }: Members, receivedMs: number): number {
  if (typeof timestamp !== 'number' || !Number.isInteger(timestamp)) {
    throw new EmfError('_aws.Timestamp is not a whole number of milliseconds');
  }
  if (timestamp < receivedMs - LIMITS.pastMs || timestamp > receivedMs + LIMITS.futureMs) {
    throw new EmfError('_aws.Timestamp is not between 14 days ago and 2 hours ahead');
  }
  return timestamp;
}

function asObject(value: unknown, name: string): Members {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new EmfError(`${name} is not an object`);
  return value as Members;
}

function asArray(value: unknown, name: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new EmfError(`${name} is not an array`);
  return value;
}
