import { Severity } from '../alarms/severity';
import { httpRequests } from '../signals/http-requests';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, latency, metricsOf, minutes } from '../signals/rows';

/** Events of AppSync: what publishers see; what happens in a channel namespace is measured by that. */
export const appsyncEventApi: ResourceDefinition = {
  types: ['AWS::AppSync::Api'],
  noun: 'event API',
  tier: 'edge',
  missing: cannotHave({
    saturation: 'AppSync publishes consumed tokens for the account only, and no limit beside them',
  }),
  signals: (api) => {
    const metric = metricsOf('AWS/AppSync', { EventAPIId: api.attribute('ApiId') });
    const requests = metric('Latency', 'SampleCount');
    const failed = metric('5XXError', 'Sum');
    return [
      latency({
        title: 'Latency',
        unit: 'ms',
        lines: { average: metric('Latency', 'Average') },
        alarms: [
          {
            id: 'latency',
            severity: Severity.TICKET,
            symptom: 'publishing events is slow',
            query: metric('Latency', 'Average'),
            threshold: { atLeast: 1000, unit: 'ms' },
            datapoints: minutes(5, 5),
            causes: 'a handler of a channel namespace that waits for its data source',
            lookAt: 'the handlers and data sources of the channel namespaces',
            source: 'judgement: events are for what happens now; 1 s on average for 5 minutes',
          },
        ],
      }),
      ...httpRequests({
        requests,
        failed,
        refused: metric('4XXError', 'Sum'),
        causes: 'a handler that fails, an incident of AppSync',
        lookAt: 'the handlers in the log of the API, then the AWS Health Dashboard',
      }),
    ];
  },
};
