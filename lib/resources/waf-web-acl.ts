import { Aws } from 'aws-cdk-lib';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, metricsOf, traffic } from '../signals/rows';

export const wafWebAcl: ResourceDefinition = {
  types: ['AWS::WAFv2::WebACL'],
  noun: 'web ACL',
  tier: 'edge',
  leftOut: (acl) => (acl.text('VisibilityConfig.MetricName') === undefined ? 'it names no metric' : undefined),
  missing: cannotHave({
    latency: 'WAF publishes no latency',
    errors: 'a blocked request is no error of the service; how many are normal only you know: ask for an anomaly alarm',
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
    return [
      traffic({
        title: 'Requests',
        unit: 'count',
        lines: { allowed: metric('AllowedRequests', 'Sum'), blocked: metric('BlockedRequests', 'Sum') },
      }),
    ];
  },
};
