import { Severity } from '../alarms/severity';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, errors, fiveMinutes, metricsOf, saturation, traffic } from '../signals/rows';

export const appstreamFleet: ResourceDefinition = {
  types: ['AWS::AppStream::Fleet'],
  noun: 'streaming fleet',
  tier: 'compute',
  leftOut: (fleet) =>
    fleet.property('FleetType') === 'ELASTIC' ? 'an elastic fleet has no capacity that could run out' : undefined,
  missing: cannotHave({ latency: 'AppStream measures it by session' }),
  signals: (fleet) => {
    const metric = metricsOf('AWS/AppStream', { Fleet: fleet.text('Name') ?? fleet.ref });
    const refused = metric('InsufficientCapacityError', 'Sum');
    const used = metric('CapacityUtilization', 'Average');
    return [
      traffic({ title: 'Sessions', unit: 'count', lines: { sessions: metric('InUseCapacity', 'Maximum') } }),
      errors({
        title: 'Sessions that were refused',
        unit: 'count',
        lines: { refused },
        alarms: [
          {
            id: 'refused-sessions',
            severity: Severity.TICKET,
            lean: true,
            symptom: 'users get no session, because the fleet is full',
            query: refused,
            threshold: { above: 0, unit: 'count' },
            datapoints: fiveMinutes(2, 2),
            causes: 'more users than the maximum of the fleet, scaling that is too slow or missing',
            lookAt: 'the capacity of the fleet against its maximum',
            source: 'AppStream guide, fleet metrics: each one is a user who was refused; 2 of 2 periods is judgement',
          },
        ],
      }),
      saturation({
        title: 'Capacity in use',
        unit: '%',
        lines: { used },
        alarms: [
          {
            id: 'capacity',
            severity: Severity.TICKET,
            symptom: 'the fleet is nearly full',
            query: used,
            threshold: { above: 90, unit: '%' },
            datapoints: fiveMinutes(3, 3),
            causes: 'more users than usual, scaling that is too slow or missing',
            lookAt: 'the scaling policies and the maximum of the fleet',
            source: 'AppStream guide, fleet metrics: scaling policies aim lower; 90 % for 15 minutes is judgement',
          },
        ],
      }),
    ];
  },
};
