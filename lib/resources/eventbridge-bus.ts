import { GoldenSignal } from '../signals/golden-signal';
import type { ResourceDefinition } from '../signals/resource-definition';
import { metricsOf, traffic } from '../signals/rows';

export const eventbridgeBus: ResourceDefinition = {
  types: ['AWS::Events::EventBus'],
  noun: 'event bus',
  tier: 'queue',
  missing: [
    { goldenSignal: GoldenSignal.LATENCY, why: 'EventBridge measures it by rule' },
    {
      goldenSignal: GoldenSignal.ERRORS,
      why: 'deliveries are measured by rule; PutEvents is one metric of the account',
    },
    { goldenSignal: GoldenSignal.SATURATION, why: 'quotas are those of the account, throttles are measured by rule' },
  ],
  signals: (bus) => [
    // No default alarm: how many events are normal is the business of who publishes them.
    traffic({
      title: 'Events that matched a rule',
      unit: 'count',
      lines: { matched: metricsOf('AWS/Events', { EventBusName: bus.ref })('MatchedEvents', 'Sum') },
    }),
  ],
};
