import { Severity } from '../alarms/severity';
import { GoldenSignal } from '../signals/golden-signal';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, metricsOf, minutes } from '../signals/rows';

export const route53HealthCheck: ResourceDefinition = {
  types: ['AWS::Route53::HealthCheck'],
  metricRegion: 'us-east-1',
  noun: 'health check',
  tier: 'edge',
  missing: [
    {
      goldenSignal: GoldenSignal.LATENCY,
      why: 'it is measured only with MeasureLatency, a paid option; its graphs are in the Route 53 console',
    },
    { goldenSignal: GoldenSignal.TRAFFIC, why: 'the checks are its only traffic' },
    { goldenSignal: GoldenSignal.SATURATION, why: 'a health check cannot be full' },
  ],
  leftOut: (check) =>
    check.property('HealthCheckConfig.Type') === 'RECOVERY_CONTROL'
      ? 'a routing control is a switch: that it is off is no failure'
      : undefined,
  signals: (check) => {
    const metric = metricsOf('AWS/Route53', { HealthCheckId: check.attribute('HealthCheckId') });
    return [
      errors({
        title: 'Healthy',
        unit: 'ratio',
        lines: { healthy: metric('HealthCheckStatus', 'Minimum') },
        alarms: [
          {
            id: 'unhealthy',
            severity: Severity.PAGE,
            symptom: 'the health check fails: the endpoint does not answer, or too few of the checks below it do',
            query: metric('HealthCheckStatus', 'Minimum'),
            threshold: { below: 1, unit: 'ratio' },
            datapoints: minutes(3, 3),
            causes:
              'the endpoint is down or slow, its certificate or DNS name is wrong, a firewall keeps the checkers out',
            lookAt: 'the reason of each checker in the Route 53 console',
            // AWS treats missing data as breaching; that would page for each check that has just been made.
            source: 'AWS recommended alarms: below 1, 3 of 3 minutes',
          },
        ],
      }),
    ];
  },
};
