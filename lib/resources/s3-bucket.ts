import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { requestErrorAlarms } from '../signals/request-errors';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, latency, metricsOf, minutes, percentage, saturation, traffic } from '../signals/rows';

export const s3Bucket: ResourceDefinition = {
  types: ['AWS::S3::Bucket'],
  noun: 'bucket',
  tier: 'data',
  leftOut: (bucket) =>
    filterOf(bucket) === undefined
      ? 'S3 publishes requests, errors and latency of a bucket only where MetricsConfigurations asks for them, which is paid; add one for the whole bucket to have it watched'
      : undefined,
  missing: [],
  signals: (bucket) => {
    const metric = metricsOf('AWS/S3', { BucketName: bucket.ref, FilterId: filterOf(bucket) ?? '' });
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
      traffic({ title: 'Requests', unit: 'count', lines: { requests } }),
      errors({
        title: 'Errors',
        unit: '%',
        lines: { '5xx': percentage(failed, requests), '4xx': percentage(metric('4xxErrors', 'Sum'), requests) },
        alarms: requestErrorAlarms({
          errors: failed,
          requests,
          noun: 'requests',
          causes: 'requests come faster than S3 can scale (503), an incident of S3',
          lookAt: 'the request rate by prefix, then the AWS Health Dashboard',
        }),
      }),
      saturation({
        title: 'Size',
        unit: 'bytes',
        inOverview: false,
        lines: {
          size: metricsOf('AWS/S3', { BucketName: bucket.ref, StorageType: 'StandardStorage' })(
            'BucketSizeBytes',
            'Average',
          ),
        },
      }),
    ];
  },
};

/** A metrics configuration without a filter: it covers the whole bucket. */
function filterOf(bucket: Resource): string | undefined {
  const configurations = bucket.property('MetricsConfigurations');
  if (!Array.isArray(configurations)) return undefined;
  const whole = configurations.find(
    (each) => each?.Prefix === undefined && each?.TagFilters === undefined && each?.AccessPointArn === undefined,
  );
  return typeof whole?.Id === 'string' ? whole.Id : undefined;
}
