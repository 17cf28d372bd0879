import { Severity } from '../alarms/severity';
import { httpRequests } from '../signals/http-requests';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, latency, metricsOf, minutes } from '../signals/rows';

export const appsyncApi: ResourceDefinition = {
  types: ['AWS::AppSync::GraphQLApi'],
  noun: 'GraphQL API',
  tier: 'edge',
  missing: cannotHave({
    saturation: 'AppSync publishes consumed tokens for the account only, and no limit beside them',
  }),
  signals: (api) => {
    const metric = metricsOf('AWS/AppSync', { GraphQLAPIId: api.attribute('ApiId') });
    const requests = metric('Latency', 'SampleCount');
    const failed = metric('5XXError', 'Sum');
    return [
      latency({
        title: 'Latency',
        unit: 'ms',
        lines: { p90: metric('Latency', 'p90'), p50: metric('Latency', 'p50') },
        alarms: [
          {
            id: 'latency',
            severity: Severity.TICKET,
            symptom: 'one request in ten is slow',
            query: metric('Latency', 'p90'),
            threshold: { atLeast: 2500, unit: 'ms' },
            datapoints: minutes(5, 5),
            causes: 'a slow resolver or data source',
            lookAt: 'the data sources of the slow fields',
            source: 'as of API Gateway in AWS recommended alarms: p90 >= 2,500 ms, 5 of 5 minutes',
          },
        ],
      }),
      ...httpRequests({
        requests,
        failed,
        refused: metric('4XXError', 'Sum'),
        // Errors of resolvers are answered with 200 and are not counted.
        causes: 'AppSync itself fails, or a request runs into its time-out of 30 s',
        lookAt: 'the resolvers and data sources in the log of the API, then the AWS Health Dashboard',
      }),
    ];
  },
};
