import type { Resource } from '../discover/resource';
import { arnPart } from '../signals/arn';
import { GoldenSignal } from '../signals/golden-signal';
import { severityOfLateReads } from '../signals/late-reads';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, latency, metricsOf, minutes, traffic } from '../signals/rows';

export const kinesisStreamConsumer: ResourceDefinition = {
  types: ['AWS::Kinesis::StreamConsumer'],
  noun: 'stream consumer',
  tier: 'queue',
  missing: [
    { goldenSignal: GoldenSignal.SATURATION, why: 'each consumer has its own throughput of 2 MB a second and shard' },
  ],
  signals: (consumer) => {
    const metric = metricsOf('AWS/Kinesis', {
      StreamName: streamName(consumer),
      ConsumerName: consumer.text('ConsumerName') ?? '',
    });
    return [
      latency({
        title: 'Behind the tip of the stream',
        unit: 'ms',
        lines: { behind: metric('SubscribeToShardEvent.MillisBehindLatest', 'Maximum') },
        alarms: [
          {
            id: 'behind',
            severity: severityOfLateReads(consumer),
            symptom: 'records are read late',
            query: metric('SubscribeToShardEvent.MillisBehindLatest', 'Maximum'),
            threshold: { above: 300_000, unit: 'ms' },
            datapoints: minutes(15, 15),
            causes: 'a consumer that fails on a record and retries it, is throttled or too slow',
            lookAt: 'errors and duration of the consumer',
            source:
              'AWS recommended alarms for Kinesis; 5 minutes, 15 of 15 and the severity as for readers without a consumer of their own',
          },
        ],
      }),
      traffic({
        title: 'Records',
        unit: 'count',
        lines: { read: metric('SubscribeToShardEvent.Records', 'Sum') },
      }),
      // No default alarm: subscriptions are renewed every five minutes, and a failed one shows as age.
      errors({
        title: 'Successful events',
        unit: 'ratio',
        inOverview: false,
        lines: { events: metric('SubscribeToShardEvent.Success', 'Average') },
      }),
    ];
  },
};

function streamName(consumer: Resource): string {
  return consumer.references('StreamARN')[0]?.ref ?? arnPart(consumer.text('StreamARN') ?? '', '/', 1);
}
