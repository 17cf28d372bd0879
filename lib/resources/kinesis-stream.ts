import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { severityOfLateReads } from '../signals/late-reads';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, latency, type MetricOf, metricsOf, minutes, saturation, traffic } from '../signals/rows';
import type { AlarmDefault } from '../signals/signal';

/** What a shard takes in a second. */
const SHARD_BYTES_PER_SECOND = 1_048_576;

export const kinesisStream: ResourceDefinition = {
  types: ['AWS::Kinesis::Stream'],
  noun: 'stream',
  tier: 'queue',
  missing: [],
  signals: (stream) => {
    const metric = metricsOf('AWS/Kinesis', { StreamName: stream.ref });
    const onDemand = stream.property('StreamModeDetails.StreamMode') === 'ON_DEMAND';
    return [
      latency({
        title: 'Age of the last record read',
        unit: 'ms',
        lines: { oldest: metric('GetRecords.IteratorAgeMilliseconds', 'Maximum') },
        alarms: [iteratorAgeAlarm(stream, metric)],
      }),
      traffic({
        title: 'Records',
        unit: 'count',
        lines: {
          written: metric('IncomingRecords', 'Sum'),
          read: metric('GetRecords.Records', 'Sum'),
        },
      }),
      errors({
        title: 'Successful calls',
        unit: 'ratio',
        inOverview: false,
        lines: {
          PutRecord: metric('PutRecord.Success', 'Average'),
          PutRecords: metric('PutRecords.Success', 'Average'),
          GetRecords: metric('GetRecords.Success', 'Average'),
        },
        alarms: [failedWritesAlarm(metric)],
      }),
      saturation({
        title: 'Throttled share',
        unit: 'ratio',
        lines: {
          writes: metric('WriteProvisionedThroughputExceeded', 'Average'),
          reads: metric('ReadProvisionedThroughputExceeded', 'Average'),
        },
        alarms: [...throttleAlarms(metric), ...(onDemand ? [] : [fullAlarm(stream, metric)])],
      }),
    ];
  },
};

function iteratorAgeAlarm(stream: Resource, metric: MetricOf): AlarmDefault {
  return {
    id: 'iterator-age',
    severity: severityOfLateReads(stream),
    symptom: 'records are read late',
    query: metric('GetRecords.IteratorAgeMilliseconds', 'Maximum'),
    threshold: { above: 300_000, unit: 'ms' },
    datapoints: minutes(15, 15),
    // Missing data is no trouble: a stream without a reader, and each new one, has none.
    causes: 'a consumer that fails on a record and retries it, is throttled or stopped; too few shards',
    lookAt: 'errors and duration of the consumer',
    source:
      'AWS recommended alarms: 15 of 15 minutes; 5 minutes of age is judgement; a ticket where a function reads, whose event source mapping pages',
  };
}

function failedWritesAlarm(metric: MetricOf): AlarmDefault {
  return {
    id: 'failed-writes',
    severity: Severity.TICKET,
    symptom: 'records cannot be written because of failures of Kinesis',
    query: {
      expression: '100 * failed / total',
      metrics: {
        failed: metric('PutRecords.FailedRecords', 'Sum'),
        total: metric('PutRecords.TotalRecords', 'Sum'),
      },
    },
    threshold: { above: 1, unit: '%' },
    datapoints: minutes(5, 5),
    causes: 'an event of the service itself; throttled records are not counted here',
    lookAt: 'the AWS Health dashboard, then whether producers send again what was refused',
    source: 'AWS recommended alarms: 5 of 5 minutes; 1 % because producers retry single records',
  };
}

function throttleAlarms(metric: MetricOf): AlarmDefault[] {
  const shared = {
    datapoints: minutes(5, 5),
    causes: 'a hot partition key, a burst, too few shards',
    lookAt: 'incoming bytes and records by shard, then the partition key',
  };
  return [
    {
      id: 'write-throttles',
      severity: Severity.PAGE,
      symptom: 'records are refused; what producers do not send again is lost',
      query: metric('WriteProvisionedThroughputExceeded', 'Average'),
      threshold: { above: 0.05, unit: 'ratio' },
      source: 'AWS recommended alarms: share of throttled records, 5 of 5 minutes; 5 % because SDKs retry',
      ...shared,
    },
    {
      id: 'read-throttles',
      severity: Severity.TICKET,
      symptom: 'consumers are throttled',
      query: metric('ReadProvisionedThroughputExceeded', 'Average'),
      threshold: { above: 0.05, unit: 'ratio' },
      source: 'AWS recommended alarms: share of throttled reads, 5 of 5 minutes; 5 % because readers retry',
      ...shared,
      causes: 'more consumers than the five reads a second of a shard allow',
    },
  ];
}

function fullAlarm(stream: Resource, metric: MetricOf): AlarmDefault {
  const shards = stream.number('ShardCount', 1);
  return {
    id: 'write-capacity',
    severity: Severity.TICKET,
    symptom: 'writes come near what the shards take',
    query: {
      expression: `100 * bytes / (PERIOD(bytes) * ${shards * SHARD_BYTES_PER_SECOND})`,
      metrics: { bytes: metric('IncomingBytes', 'Sum') },
    },
    threshold: { above: 80, unit: '%' },
    datapoints: minutes(15, 15),
    causes: 'growing traffic, larger records',
    lookAt: 'incoming bytes over the last weeks; more shards, or on-demand mode',
    source: 'Kinesis quota: 1 MiB a second and shard; 80 % is judgement',
  };
}
