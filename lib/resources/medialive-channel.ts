import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { arnPart } from '../signals/arn';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, errors, metricsOf, minutes, traffic } from '../signals/rows';
import type { MetricRef } from '../signals/signal';

export const medialiveChannel: ResourceDefinition = {
  types: ['AWS::MediaLive::Channel'],
  noun: 'live channel',
  tier: 'edge',
  missing: cannotHave({
    latency: 'MediaLive does not measure how late a channel is',
    saturation: 'MediaLive reserves what a channel needs',
  }),
  signals: (channel) => {
    // `…:channel:1234567`
    const id = arnPart(channel.attribute('Arn'), ':', 6);
    const each = (metricName: string, statistic: string): Record<string, MetricRef> =>
      Object.fromEntries(
        pipelines(channel).map((pipeline) => [
          `p${pipeline}`,
          metricsOf('AWS/MediaLive', { ChannelId: id, Pipeline: pipeline })(metricName, statistic),
        ]),
      );
    const alerts = each('ActiveAlerts', 'Maximum');
    return [
      traffic({ title: 'Bytes of the input', unit: 'bytes', lines: each('NetworkIn', 'Average') }),
      errors({
        title: 'Active alerts',
        unit: 'count',
        lines: alerts,
        alarms: [
          {
            id: 'alerts',
            severity: Severity.PAGE,
            symptom: 'the channel has trouble with its input or output',
            query: {
              // With two pipelines viewers notice when both have.
              expression: `MIN([${Object.keys(alerts).join(', ')}])`,
              metrics: alerts,
            },
            threshold: { above: 0, unit: 'count' },
            datapoints: minutes(3, 3),
            causes: 'an input that is lost or has no video, an output that cannot be written, a wrong format',
            lookAt: 'the alerts of the channel in the MediaLive console',
            source: 'MediaLive guide, ActiveAlerts: the number of active alerts; 3 of 3 minutes is judgement',
          },
        ],
      }),
    ];
  },
};

function pipelines(channel: Resource): string[] {
  return channel.property('ChannelClass') === 'SINGLE_PIPELINE' ? ['0'] : ['0', '1'];
}
