import { Severity } from '../alarms/severity';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, errors, metricsOf, minutes, traffic } from '../signals/rows';

export const metricStream: ResourceDefinition = {
  types: ['AWS::CloudWatch::MetricStream'],
  noun: 'metric stream',
  tier: 'operations',
  missing: cannotHave({
    latency: 'CloudWatch does not measure how late a stream is',
    saturation: 'CloudWatch scales a stream and does not say how full it is',
  }),
  signals: (stream) => {
    const metric = metricsOf('AWS/CloudWatch/MetricStreams', { MetricStreamName: stream.ref });
    const failed = metric('PublishErrorRate', 'Average');
    return [
      traffic({ title: 'Metric updates', unit: 'count', lines: { updates: metric('MetricUpdate', 'Sum') } }),
      errors({
        title: 'Share of updates that fail',
        unit: 'ratio',
        lines: { failed },
        alarms: [
          {
            id: 'publish-errors',
            severity: Severity.TICKET,
            symptom: 'metrics do not reach their destination',
            query: failed,
            threshold: { above: 0.01, unit: 'ratio' },
            datapoints: minutes(15, 15),
            causes: 'the role of the stream, a delivery stream of Firehose that was deleted or is throttled',
            lookAt: 'the role of the stream and the limits of its delivery stream',
            source: 'CloudWatch guide, metric streams: the rate is usually 0; 1 % for 15 minutes is judgement',
          },
        ],
      }),
    ];
  },
};
