import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { arnPart } from '../signals/arn';
import { httpRequests } from '../signals/http-requests';
import type { ResourceDefinition } from '../signals/resource-definition';
import { latency, metricsOf, minutes, saturation } from '../signals/rows';

export const apprunnerService: ResourceDefinition = {
  types: ['AWS::AppRunner::Service'],
  noun: 'App Runner service',
  tier: 'edge',
  missing: [],
  signals: (service) => {
    const metric = metricsOf('AWS/AppRunner', {
      ServiceID: service.attribute('ServiceId'),
      ServiceName: nameOf(service),
    });
    const requests = metric('Requests', 'Sum');
    const failed = metric('5xxStatusResponses', 'Sum');
    return [
      latency({
        title: 'Latency',
        unit: 'ms',
        lines: { p90: metric('RequestLatency', 'p90'), p50: metric('RequestLatency', 'p50') },
        alarms: [
          {
            id: 'latency',
            severity: Severity.TICKET,
            symptom: 'one request in ten is slow',
            query: metric('RequestLatency', 'p90'),
            threshold: { atLeast: 2500, unit: 'ms' },
            datapoints: minutes(5, 5),
            causes: 'a slow dependency, too few instances, an instance that is woken up',
            lookAt: 'CPU and memory of the service, then its active instances against the maximum',
            source: 'as of API Gateway in AWS recommended alarms: p90 >= 2,500 ms, 5 of 5 minutes',
          },
        ],
      }),
      ...httpRequests({
        requests,
        failed,
        refused: metric('4xxStatusResponses', 'Sum'),
        causes: 'a deployment, an exception in the application, a dependency that is down',
        lookAt: 'the application log of the service and its last deployment',
      }),
      saturation({
        title: 'Instances',
        unit: 'count',
        lines: { active: metric('ActiveInstances', 'Maximum') },
      }),
    ];
  },
};

/** App Runner makes a name where the template has none; the ARN holds it: `…:service/name/id`. */
function nameOf(service: Resource): string {
  return service.text('ServiceName') ?? arnPart(service.attribute('ServiceArn'), '/', 1);
}
