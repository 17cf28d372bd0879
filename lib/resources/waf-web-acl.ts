import { Aws } from 'aws-cdk-lib';
import { Severity } from '../alarms/severity';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, metricsOf, traffic } from '../signals/rows';
import type { AlarmDefault, MetricRef } from '../signals/signal';

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
    // Where only what is listed may pass, most is always blocked.
    const blocksByDefault = acl.property('DefaultAction.Block') !== undefined;
    return [
      traffic({
        title: 'Requests',
        unit: 'count',
        lines: { allowed, blocked },
        alarms: blocksByDefault ? [] : [blockedAlarm(allowed, blocked)],
      }),
    ];
  },
};

function blockedAlarm(allowed: MetricRef, blocked: MetricRef): AlarmDefault {
  return {
    id: 'blocked',
    severity: Severity.TICKET,
    symptom: 'most requests are blocked',
    // As though 500 more had passed: an ordinary scan of a quiet site is all of its requests.
    query: { expression: '100 * blocked / (blocked + allowed + 500)', metrics: { blocked, allowed } },
    threshold: { above: 50, unit: '%' },
    // A scan is over within one or two of them.
    datapoints: { breaching: 3, of: 3, periodSeconds: 600 },
    causes: 'a rule that shuts users out, such as one that was changed or that its vendor renewed; an attack',
    lookAt: 'the sampled requests, by the rule that blocked them',
    source: 'judgement: half an hour in which more is blocked than passes, and 500 more in each ten minutes',
  };
}
