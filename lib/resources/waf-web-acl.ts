import { Aws } from 'aws-cdk-lib';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, metricsOf, traffic } from '../signals/rows';

/**
 * Shown only: nothing that it counts tells by itself that something is wrong. On a quiet site an ordinary scan makes
 * nearly all requests blocked ones, and behind an allow list they always are. That fewer are allowed while more are
 * blocked is what a rate-based rule does to a scraper that it let through before. And a number of blocked requests that
 * is too many for one site is a healthy day of another.
 */
export const wafWebAcl: ResourceDefinition = {
  types: ['AWS::WAFv2::WebACL'],
  noun: 'web ACL',
  tier: 'edge',
  leftOut: (acl) => {
    if (acl.property('VisibilityConfig.CloudWatchMetricsEnabled') === false) return 'it publishes no metrics';
    return acl.text('VisibilityConfig.MetricName') === undefined ? 'it names no metric' : undefined;
  },
  missing: cannotHave({
    latency: 'WAF publishes no latency',
    errors:
      'a blocked request is no error of the service; how many are normal, as a number or a share, only you know: ask for an anomaly alarm',
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
