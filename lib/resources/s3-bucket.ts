import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { arnPart } from '../signals/arn';
import { httpRequests } from '../signals/http-requests';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, errors, fiveMinutes, latency, metricsOf, minutes, saturation } from '../signals/rows';
import type { Signal } from '../signals/signal';

const REQUEST_METRICS =
  'S3 publishes it only where MetricsConfigurations asks for it, which is paid; add one for the whole bucket to have it watched';

const ON_REQUEST = cannotHave({ latency: REQUEST_METRICS, traffic: REQUEST_METRICS, errors: REQUEST_METRICS });

/** 100 GiB. */
const GROWTH_BYTES = 100 * 1024 ** 3;

export const s3Bucket: ResourceDefinition = {
  types: ['AWS::S3::Bucket'],
  noun: 'bucket',
  tier: 'data',
  missing: [],
  missingHere: (bucket) => (filterOf(bucket) === undefined ? ON_REQUEST : []),
  signals: (bucket) => {
    const filter = filterOf(bucket);
    return [
      ...(filter === undefined ? [] : requestSignals(bucket, filter)),
      ...replicationsOf(bucket).map((rule) => replication(bucket, rule)),
      storage(bucket),
    ];
  },
};

/** What every bucket with something in it publishes, once a day and without a charge. */
function storage(bucket: Resource): Signal {
  const size = metricsOf('AWS/S3', { BucketName: bucket.ref, StorageType: 'StandardStorage' })(
    'BucketSizeBytes',
    'Average',
  );
  return saturation({
    title: 'Size',
    unit: 'bytes',
    inOverview: false,
    lines: { size },
    alarms: [
      {
        id: 'growth',
        severity: Severity.TICKET,
        symptom: 'the bucket grows fast, and costs by its size',
        query: {
          expression: `IF(DIFF(size) > ${GROWTH_BYTES}, 100 * DIFF(size) / (size - DIFF(size)), 0)`,
          metrics: { size },
        },
        threshold: { above: 50, unit: '%' },
        // The newest come up to two days late, and a difference needs the one before: as many as an alarm may look at.
        datapoints: { breaching: 1, of: 7, periodSeconds: 86_400 },
        causes: 'a writer in a loop, an import, nothing that expires, uploads that are never finished',
        lookAt: 'who writes into the bucket, then its lifecycle rules',
        source:
          'judgement: by half and by 100 GiB in a day, which is 2.30 USD a month at list price, and as much again tomorrow',
      },
    ],
  });
}

function requestSignals(bucket: Resource, filter: string): Signal[] {
  const metric = metricsOf('AWS/S3', { BucketName: bucket.ref, FilterId: filter });
  const requests = metric('AllRequests', 'Sum');
  const failed = metric('5xxErrors', 'Sum');
  return [
    latency({
      title: 'Latency',
      unit: 'ms',
      lines: { 'first byte p90': metric('FirstByteLatency', 'p90') },
      alarms: [
        {
          id: 'latency',
          severity: Severity.TICKET,
          symptom: 'one request in ten waits long for its first byte',
          query: metric('FirstByteLatency', 'p90'),
          threshold: { above: 1000, unit: 'ms' },
          datapoints: minutes(10, 15),
          causes: 'a hot prefix, a key of KMS that is throttled',
          lookAt: '503 answers, then the throttles of the key',
          source: 'AWS S3 guide: 100 to 200 ms are usual; 1 s is judgement',
        },
      ],
    }),
    ...httpRequests({
      requests,
      failed,
      refused: metric('4xxErrors', 'Sum'),
      causes: 'requests come faster than S3 can scale (503), an incident of S3',
      lookAt: 'the request rate by prefix, then the AWS Health Dashboard',
    }),
  ];
}

interface Replication {
  readonly rule: string;
  readonly destination: string;
}

/** The rules of replication that publish metrics, which is paid. */
function replicationsOf(bucket: Resource): Replication[] {
  const rules = bucket.property('ReplicationConfiguration.Rules');
  if (!Array.isArray(rules)) return [];
  return rules.flatMap((rule, index) => {
    const measured = rule?.Status === 'Enabled' && rule.Destination?.Metrics?.Status === 'Enabled';
    // Without an id S3 makes one.
    if (!measured || typeof rule.Id !== 'string') return [];
    const arn = bucket.text(`ReplicationConfiguration.Rules.${index}.Destination.Bucket`) ?? '';
    return [{ rule: rule.Id, destination: arnPart(arn, ':', 5) }];
  });
}

function replication(bucket: Resource, { rule, destination }: Replication): Signal {
  // The other metrics of replication are published where the destination is.
  const failed = metricsOf('AWS/S3', { SourceBucket: bucket.ref, DestinationBucket: destination, RuleId: rule })(
    'OperationsFailedReplication',
    'Sum',
  );
  const id = `replication-${rule.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;
  return errors({
    id,
    title: `Replication by ${rule}`,
    unit: 'count',
    inOverview: false,
    lines: { failed },
    alarms: [
      {
        id,
        severity: Severity.TICKET,
        lean: true,
        symptom: `objects are not replicated by the rule ${rule}`,
        query: failed,
        threshold: { above: 0, unit: 'count' },
        datapoints: fiveMinutes(1, 1),
        causes: 'the role or the key of the replication, the policy of the destination, versioning that was suspended',
        lookAt: 'the role of the replication; then replicate what failed with S3 Batch Replication',
        source: 'S3 guide, replication metrics: each one is an object that is not copied and is not tried again',
      },
    ],
  });
}

/** A metrics configuration without a filter: it covers the whole bucket. */
function filterOf(bucket: Resource): string | undefined {
  const configurations = bucket.property('MetricsConfigurations');
  if (!Array.isArray(configurations)) return undefined;
  const whole = configurations.find(
    (each) => each?.Prefix === undefined && each?.TagFilters === undefined && each?.AccessPointArn === undefined,
  );
  return typeof whole?.Id === 'string' ? whole.Id : undefined;
}
