import { Severity } from '../alarms/severity';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, errors, fiveMinutes, latency, metricsOf, traffic } from '../signals/rows';

export const appflowFlow: ResourceDefinition = {
  types: ['AWS::AppFlow::Flow'],
  noun: 'flow',
  tier: 'data',
  missing: cannotHave({ saturation: 'AppFlow does not say how full a flow is' }),
  signals: (flow) => {
    const metric = metricsOf('AWS/AppFlow', { FlowName: flow.text('FlowName') ?? '' });
    const failed = metric('FlowExecutionsFailed', 'Sum');
    return [
      latency({ title: 'Time of a run', unit: 'ms', lines: { average: metric('FlowExecutionTime', 'Average') } }),
      traffic({ title: 'Runs', unit: 'count', lines: { started: metric('FlowExecutionsStarted', 'Sum') } }),
      errors({
        title: 'Runs that failed',
        unit: 'count',
        lines: { failed },
        alarms: [
          {
            id: 'failed-runs',
            severity: Severity.TICKET,
            lean: true,
            symptom: 'a run of the flow failed',
            query: failed,
            threshold: { above: 0, unit: 'count' },
            datapoints: fiveMinutes(1, 1),
            causes:
              'a connection that expired, a field that was renamed in the source, a permission of the destination',
            lookAt: 'the run history of the flow, then its connection',
            source: 'AppFlow guide, metrics: each one is data that is missing; nobody waits for it: no page',
          },
        ],
      }),
    ];
  },
};
