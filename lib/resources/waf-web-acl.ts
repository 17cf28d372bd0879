import { Aws } from 'aws-cdk-lib';
import { Severity } from '../alarms/severity';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, metricsOf, minutes, traffic } from '../signals/rows';

export const wafWebAcl: ResourceDefinition = {
  types: ['AWS::WAFv2::WebACL'],
  noun: 'web ACL',
  tier: 'edge',
  leftOut: (acl) => (acl.text('VisibilityConfig.MetricName') === undefined ? 'it names no metric' : undefined),
  missing: cannotHave({
    latency: 'WAF publishes no latency',
    errors: 'a blocked request is no error of the service',
    saturation: 'WAF publishes no use of its capacity',
  }),
  signals: (acl) => {
    const region: Record<string, string> =
      acl.property('Scope') === 'CLOUDFRONT' ? {} : { Region: acl.region ?? Aws.REGION };
    const metric = metricsOf('AWS/WAFV2', {
      WebACL: acl.text('VisibilityConfig.MetricName') ?? '',
      Rule: 'ALL',
      ...region,
    });
    const allowed = metric('AllowedRequests', 'Sum');
    const blocked = metric('BlockedRequests', 'Sum');
    return [
      traffic({
        title: 'Requests',
        unit: 'count',
        lines: { allowed, blocked },
        alarms: [
          {
            id: 'blocked',
            severity: Severity.TICKET,
            symptom: 'most requests are blocked',
            // Neither is published when there was none.
            query: {
              expression: 'IF(blocked >= 20, 100 * blocked / (blocked + FILL(allowed, 0)), 0)',
              metrics: { blocked, allowed },
            },
            threshold: { above: 50, unit: '%' },
            datapoints: minutes(10, 15),
            causes: 'a rule that blocks users, such as one that was changed or updated by its vendor; an attack',
            lookAt: 'the sampled requests, by the rule that blocked them',
            source: 'judgement: 20 a minute and more than what is allowed, so that scanners of a quiet site are none',
          },
        ],
      }),
    ];
  },
};
