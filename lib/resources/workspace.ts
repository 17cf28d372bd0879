import { Severity } from '../alarms/severity';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, fiveMinutes, latency, metricsOf, saturation, traffic } from '../signals/rows';

export const workspace: ResourceDefinition = {
  types: ['AWS::WorkSpaces::Workspace'],
  noun: 'desktop',
  tier: 'compute',
  missing: [],
  signals: (desktop) => {
    const metric = metricsOf('AWS/WorkSpaces', { WorkspaceId: desktop.ref });
    const unhealthy = metric('Unhealthy', 'Maximum');
    return [
      latency({
        title: 'Latency of the session',
        unit: 'ms',
        inOverview: false,
        lines: { average: metric('InSessionLatency', 'Average') },
      }),
      traffic({
        title: 'Connected',
        unit: 'count',
        inOverview: false,
        lines: { connected: metric('UserConnected', 'Maximum') },
      }),
      errors({
        title: 'Unhealthy',
        unit: 'count',
        lines: { unhealthy, 'failed connections': metric('ConnectionFailure', 'Sum') },
        alarms: [
          {
            id: 'unhealthy',
            severity: Severity.TICKET,
            symptom: 'the desktop does not answer its health check',
            query: unhealthy,
            threshold: { above: 0, unit: 'count' },
            datapoints: fiveMinutes(3, 3),
            causes: 'no CPU or memory left, a firewall, an agent that was stopped',
            lookAt: 'its state in the WorkSpaces console; restart it, then rebuild it',
            source:
              'AWS WorkSpaces guide, metrics: a desktop that returned an unhealthy status; 15 minutes is judgement',
          },
        ],
      }),
      saturation({
        title: 'CPU and memory',
        unit: '%',
        inOverview: false,
        lines: { cpu: metric('CPUUsage', 'Average'), memory: metric('MemoryUsage', 'Average') },
      }),
    ];
  },
};
