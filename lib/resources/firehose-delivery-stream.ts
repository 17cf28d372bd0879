import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, fiveMinutes, latency, type MetricOf, metricsOf, saturation, traffic } from '../signals/rows';
import type { AlarmDefault, MetricRef, Query, Signal } from '../signals/signal';

/** The longest that Firehose buffers. */
const MAX_BUFFER_SECONDS = 900;

interface Destination {
  /** What the metrics of this destination begin with. */
  readonly prefix: string;
  /** The age of what waits: Redshift is loaded from S3, and only that step has one. */
  readonly freshness: string;
  /** Whether it counts rows that failed, and not the share of deliveries that did not. */
  readonly countsRows?: boolean;
}

/** Property that configures the destination → its metrics. */
const DESTINATIONS: Readonly<Record<string, Destination>> = {
  AmazonopensearchserviceDestinationConfiguration: destination('DeliveryToAmazonOpenSearchService'),
  AmazonOpenSearchServerlessDestinationConfiguration: destination('DeliveryToAmazonOpenSearchServerless'),
  ElasticsearchDestinationConfiguration: destination('DeliveryToElasticsearch'),
  ExtendedS3DestinationConfiguration: destination('DeliveryToS3'),
  HttpEndpointDestinationConfiguration: destination('DeliveryToHttpEndpoint'),
  IcebergDestinationConfiguration: { ...destination('DeliveryToIceberg'), countsRows: true },
  RedshiftDestinationConfiguration: destination('DeliveryToRedshift', 'DeliveryToS3'),
  S3DestinationConfiguration: destination('DeliveryToS3'),
  SnowflakeDestinationConfiguration: destination('DeliveryToSnowflake'),
  SplunkDestinationConfiguration: destination('DeliveryToSplunk'),
};

function destination(prefix: string, freshness = prefix): Destination {
  return { prefix, freshness };
}

export const firehoseDeliveryStream: ResourceDefinition = {
  types: ['AWS::KinesisFirehose::DeliveryStream'],
  noun: 'delivery stream',
  tier: 'queue',
  leftOut: (stream) =>
    destinationOf(stream) === undefined ? 'what it delivers to has no metrics that are known here' : undefined,
  missing: [],
  signals: (stream) => {
    const metric = metricsOf('AWS/Firehose', { DeliveryStreamName: stream.ref });
    const { prefix, freshness, countsRows } = destinationOf(stream) ?? destination('DeliveryToS3');
    const age = metric(`${freshness}.DataFreshness`, 'Maximum');
    const directPut = (stream.property('DeliveryStreamType') ?? 'DirectPut') === 'DirectPut';
    return [
      latency({
        title: 'Age of the oldest record',
        unit: 's',
        lines: { oldest: age },
        alarms: [
          {
            id: 'freshness',
            severity: Severity.PAGE,
            symptom: 'records wait in the delivery stream and do not arrive',
            query: age,
            threshold: { above: MAX_BUFFER_SECONDS + 300, unit: 's' },
            datapoints: fiveMinutes(3, 3),
            causes: 'the destination refuses or is down, a permission or a key was taken from the role',
            lookAt: 'the error log of the delivery stream, then the destination',
            source: 'Firehose guide: older than the buffering interval, at most 15 minutes; 5 more to deliver',
          },
        ],
      }),
      traffic({ title: 'Records', unit: 'count', lines: { records: incoming(stream, metric) } }),
      countsRows
        ? failedRows(metric(`${prefix}.FailedRowCount`, 'Sum'))
        : deliveries(metric(`${prefix}.Success`, 'Average')),
      ...(transformsWithFunction(stream) ? [transformations(metric('ExecuteProcessing.Success', 'Average'))] : []),
      saturation({
        title: 'Throttled records',
        unit: 'count',
        lines: { throttled: metric('ThrottledRecords', 'Sum') },
        alarms: directPut ? quotaAlarms(metric) : [],
      }),
    ];
  },
};

function deliveries(delivered: MetricRef): Signal {
  return errors({
    title: 'Successful deliveries',
    unit: 'ratio',
    lines: { delivered },
    alarms: [
      failingAlarm('failed-deliveries', delivered, 0.9, {
        symptom: 'deliveries fail and are tried again',
        causes: 'the destination refuses or is down, a permission or a key was taken from the role',
        lookAt: 'the error log of the delivery stream, then the destination',
        source: 'Firehose guide: alarm on success; 90 % is judgement, since what fails is tried again',
      }),
    ],
  });
}

function failedRows(failed: MetricRef): Signal {
  return errors({
    title: 'Rows that failed',
    unit: 'count',
    lines: { failed },
    alarms: [
      {
        id: 'failed-rows',
        severity: Severity.TICKET,
        symptom: 'rows cannot be written to the table, and go to the error prefix of the bucket',
        query: failed,
        threshold: { above: 0, unit: 'count' },
        // As long as it buffers: shorter ones would come and go while rows keep failing.
        datapoints: { breaching: 1, of: 1, periodSeconds: MAX_BUFFER_SECONDS },
        causes: 'records that do not fit the schema of the table, a table that was renamed, a permission of the role',
        lookAt: 'the error code of one of the records in the bucket, then the schema of the table',
        source: 'Firehose guide, Iceberg metrics: each one is a row that is missing in the table',
      },
    ],
  });
}

function transformations(transformed: MetricRef): Signal {
  return errors({
    id: 'transformations',
    title: 'Successful transformations',
    unit: 'ratio',
    inOverview: false,
    lines: { transformed },
    alarms: [
      failingAlarm('failed-transformations', transformed, 0.99, {
        symptom: 'records cannot be transformed, and go to the error prefix of the bucket',
        causes: 'the transforming function fails, times out or answers too much',
        lookAt: 'the error lines of the transforming function',
        source: 'Firehose guide on data transformation; 99 % is judgement',
      }),
    ],
  });
}

function destinationOf(stream: Resource): Destination | undefined {
  const configured = Object.keys(DESTINATIONS).find((property) => stream.property(property) !== undefined);
  return configured === undefined ? undefined : DESTINATIONS[configured];
}

/** What is read from a stream or a cluster is not counted as incoming. */
function incoming(stream: Resource, metric: MetricOf): Query {
  if (stream.property('DeliveryStreamType') === 'KinesisStreamAsSource') {
    return metric('DataReadFromKinesisStream.Records', 'Sum');
  }
  if (stream.property('DeliveryStreamType') === 'MSKAsSource') return metric('DataReadFromSource.Records', 'Sum');
  return metric('IncomingRecords', 'Sum');
}

function transformsWithFunction(stream: Resource): boolean {
  return Object.keys(DESTINATIONS).some((property) => {
    const processors = stream.property(`${property}.ProcessingConfiguration.Processors`);
    return Array.isArray(processors) && processors.some((processor) => processor?.Type === 'Lambda');
  });
}

function failingAlarm(
  id: string,
  query: Query,
  below: number,
  texts: Pick<AlarmDefault, 'symptom' | 'causes' | 'lookAt' | 'source'>,
): AlarmDefault {
  return {
    id,
    severity: Severity.TICKET,
    query,
    threshold: { below, unit: 'ratio' },
    datapoints: fiveMinutes(3, 3),
    ...texts,
  };
}

function quotaAlarms(metric: MetricOf): AlarmDefault[] {
  const shared = {
    severity: Severity.TICKET,
    datapoints: fiveMinutes(3, 3),
    causes: 'growing traffic, a burst',
    lookAt: 'incoming bytes and records against the quotas of the delivery stream; they can be raised',
  };
  return [
    {
      id: 'throttles',
      symptom: 'records are refused; what producers do not send again is lost',
      query: metric('ThrottledRecords', 'Sum'),
      threshold: { above: 0, unit: 'count' },
      source: 'Firehose guide: recommended alarm; 3 of 3 times 5 minutes is judgement, since producers retry',
      ...shared,
    },
    {
      id: 'capacity',
      symptom: 'incoming data comes near the quota',
      query: {
        expression: '100 * (bytes / PERIOD(bytes)) / quota',
        metrics: { bytes: metric('IncomingBytes', 'Sum'), quota: metric('BytesPerSecondLimit', 'Minimum') },
      },
      threshold: { above: 80, unit: '%' },
      source: 'Firehose guide: incoming bytes against BytesPerSecondLimit; 80 % is judgement',
      ...shared,
    },
  ];
}
