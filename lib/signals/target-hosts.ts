import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { loadBalancerOf } from './load-balancer-of';
import { type MetricOf, minutes } from './rows';
import type { AlarmDefault } from './signal';

/** Why a target group cannot be watched. */
export function notAttached(group: Resource): string | undefined {
  if (loadBalancerOf(group) !== undefined) return undefined;
  return 'no listener here forwards to it, so the load balancer in its metrics is not known';
}

/** What a load balancer forwards to: `target`, `instance`. */
export function noHealthyHost(metric: MetricOf, noun = 'target'): AlarmDefault {
  return {
    id: 'no-healthy-host',
    severity: Severity.PAGE,
    symptom: `no ${noun} is healthy`,
    query: metric('HealthyHostCount', 'Maximum'),
    threshold: { below: 1, unit: 'count' },
    datapoints: minutes(3, 3),
    causes: 'a deployment that does not start, a health check that fails or asks the wrong path',
    lookAt: 'the health check of the load balancer, and the reason that it gives',
    source: 'AWS observability guidance: HealthyHostCount below 1 in every zone, 3 of 3 minutes',
  };
}

export function unhealthyHosts(metric: MetricOf): AlarmDefault {
  return {
    id: 'unhealthy-hosts',
    severity: Severity.TICKET,
    symptom: 'targets stay unhealthy',
    query: metric('UnHealthyHostCount', 'Maximum'),
    threshold: { above: 0, unit: 'count' },
    datapoints: minutes(10, 10),
    causes: 'a target that crashed, a health check that asks the wrong path or port',
    lookAt: 'the reason of the health check in the target group',
    source: 'AWS observability guidance: any unhealthy host; 10 minutes because deployments pass through it',
  };
}
