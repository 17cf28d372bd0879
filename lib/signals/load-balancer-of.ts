import type { Resource } from '../discover/resource';
import { arnPart } from './arn';

export const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';
export const LISTENER_RULE = 'AWS::ElasticLoadBalancingV2::ListenerRule';

/**
 * `app/name/id` of the load balancer that a target group is attached to by a listener; its metrics carry both. A
 * listener of another stack has it in its ARN: `…:listener/app/name/id/listener`.
 */
export function loadBalancerOf(group: Resource): string | undefined {
  const listeners = [
    ...group.referrers(LISTENER),
    ...group.referrers(LISTENER_RULE).flatMap((rule) => rule.references('ListenerArn')),
  ];
  for (const listener of listeners) {
    const [balancer] = listener.references('LoadBalancerArn');
    if (balancer !== undefined) return balancer.attribute('LoadBalancerFullName');
    const arn = listener.text('LoadBalancerArn');
    if (arn !== undefined) return arnPart(arn, 'loadbalancer/', 1);
  }
  const [rule] = group.referrers(LISTENER_RULE);
  const listener = rule?.text('ListenerArn');
  return listener === undefined ? undefined : [1, 2, 3].map((index) => arnPart(listener, '/', index)).join('/');
}
