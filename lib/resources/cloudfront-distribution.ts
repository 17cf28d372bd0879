import { Severity } from '../alarms/severity';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, errors, metricsOf, minutes, traffic } from '../signals/rows';

export const cloudfrontDistribution: ResourceDefinition = {
  types: ['AWS::CloudFront::Distribution'],
  metricRegion: 'us-east-1',
  noun: 'distribution',
  tier: 'edge',
  missing: cannotHave({
    latency: 'origin latency is an additional metric that is billed for each distribution and off by default',
    saturation: 'CloudFront publishes no saturation',
  }),
  signals: (distribution) => {
    const metric = metricsOf('AWS/CloudFront', { DistributionId: distribution.ref, Region: 'Global' });
    const failed = metric('5xxErrorRate', 'Average');
    const requests = metric('Requests', 'Sum');
    return [
      traffic({ title: 'Requests', unit: 'count', lines: { requests } }),
      errors({
        title: 'Errors',
        unit: '%',
        lines: { '5xx': failed, '4xx': metric('4xxErrorRate', 'Average') },
        alarms: [
          {
            id: 'errors',
            severity: Severity.PAGE,
            symptom: 'too many requests fail',
            // The rate of a minute with one request is 0 or 100: a few failures have to stand behind it.
            query: { expression: 'IF(failed * requests >= 200, failed, 0)', metrics: { failed, requests } },
            threshold: { above: 5, unit: '%' },
            datapoints: minutes(5, 5),
            causes: 'the origin fails or cannot be reached, a function at the edge fails',
            lookAt: 'the alarms of the origin, then the status codes in the log of the distribution',
            source: 'AWS recommended alarms: 5xxErrorRate, 5 of 5 minutes; 5 % and at least 2 errors a minute',
          },
        ],
      }),
    ];
  },
};
