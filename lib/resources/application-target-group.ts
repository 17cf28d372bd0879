import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { LISTENER, LISTENER_RULE, loadBalancerOf } from '../signals/load-balancer-of';
import { requestErrorAlarms } from '../signals/request-errors';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, fiveMinutes, latency, metricsOf, percentage, saturation, traffic } from '../signals/rows';
import { noHealthyHost, notAttached, unhealthyHosts } from '../signals/target-hosts';

export const applicationTargetGroup: ResourceDefinition = {
  types: ['AWS::ElasticLoadBalancingV2::TargetGroup'],
  applies: (group) => isLambda(group) || ['HTTP', 'HTTPS'].includes(String(group.property('Protocol'))),
  readFrom: [LISTENER, LISTENER_RULE],
  noun: 'target group',
  tier: 'edge',
  leftOut: notAttached,
  missing: [],
  signals: (group) => {
    const metric = metricsOf('AWS/ApplicationELB', {
      TargetGroup: group.attribute('TargetGroupFullName'),
      LoadBalancer: loadBalancerOf(group) ?? '',
    });
    const requests = metric('RequestCount', 'Sum');
    const failed = metric('HTTPCode_Target_5XX_Count', 'Sum');
    return [
      latency({
        title: 'Response time of the targets',
        unit: 's',
        lines: { p90: metric('TargetResponseTime', 'p90'), p50: metric('TargetResponseTime', 'p50') },
        alarms: [
          {
            id: 'latency',
            severity: Severity.TICKET,
            symptom: 'one request in ten is slow',
            query: metric('TargetResponseTime', 'p90'),
            threshold: { above: 3, unit: 's' },
            datapoints: fiveMinutes(3, 5),
            ...(isLambda(group)
              ? {
                  causes: 'a slow dependency, cold starts, a deployment',
                  lookAt: 'the duration and the concurrency of the function, then what it calls',
                }
              : {
                  causes: 'a slow dependency, too few targets, a deployment',
                  lookAt: 'CPU of the targets, then what they call',
                }),
            source: 'judgement: 3 s is slow for anybody who waits; AWS publishes no recommendation for load balancers',
          },
        ],
      }),
      traffic({ title: 'Requests', unit: 'count', lines: { requests } }),
      errors({
        title: 'Errors of the targets',
        unit: '%',
        lines: {
          '5xx': percentage(failed, requests),
          '4xx': percentage(metric('HTTPCode_Target_4XX_Count', 'Sum'), requests),
        },
        alarms: [
          ...requestErrorAlarms({
            errors: failed,
            requests,
            noun: 'requests',
            ...(isLambda(group)
              ? {
                  causes: 'a deployment, a dependency that is down: the function itself answers with a 5xx',
                  lookAt: 'the error lines of the function, then its last deployment',
                }
              : {
                  causes: 'a deployment, an exception in the targets, a dependency that is down',
                  lookAt: 'the error lines of the targets, then the last deployment',
                }),
          }),
          ...(isLambda(group) ? [] : [noHealthyHost(metric)]),
        ],
      }),
      saturation({
        title: 'Hosts',
        unit: 'count',
        lines: isLambda(group)
          ? { 'errors of the function': metric('LambdaUserError', 'Sum') }
          : { healthy: metric('HealthyHostCount', 'Minimum'), unhealthy: metric('UnHealthyHostCount', 'Maximum') },
        alarms: isLambda(group) ? [] : [unhealthyHosts(metric)],
      }),
    ];
  },
};

function isLambda(group: Resource): boolean {
  return group.property('TargetType') === 'lambda';
}
