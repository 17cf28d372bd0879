import { Aws } from 'aws-cdk-lib';
import { Severity } from '../alarms/severity';
import { requestErrorAlarms } from '../signals/request-errors';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, errors, fiveMinutes, latency, metricsOf, percentage, traffic } from '../signals/rows';

/** A collection of OpenSearch Serverless: other names, other units and another namespace than a domain has. */
export const opensearchCollection: ResourceDefinition = {
  types: ['AWS::OpenSearchServerless::Collection'],
  noun: 'search collection',
  tier: 'data',
  missing: cannotHave({
    saturation:
      'capacity units are shared by the collections of the account, and are published for all of them together',
  }),
  signals: (collection) => {
    const metric = metricsOf('AWS/AOSS', {
      ClientId: Aws.ACCOUNT_ID,
      CollectionId: collection.attribute('Id'),
      CollectionName: collection.text('Name') ?? '',
    });
    // The answers that succeeded; there is no number of all.
    const answered = metric('2xx', 'Sum');
    const failed = metric('5xx', 'Sum');
    return [
      latency({
        title: 'Search latency',
        unit: 'ms',
        lines: { search: metric('SearchRequestLatency', 'Average') },
        alarms: [
          {
            id: 'latency',
            severity: Severity.TICKET,
            symptom: 'searches are slow',
            query: metric('SearchRequestLatency', 'Average'),
            threshold: { above: 1000, unit: 'ms' },
            datapoints: fiveMinutes(3, 3),
            causes: 'the maximum of search capacity units is reached, costly queries, a collection that just woke up',
            lookAt: 'SearchOCU of the account against its maximum, then the queries',
            source: 'OpenSearch Serverless is made for milliseconds; an average of 1 s for 15 minutes is judgement',
          },
        ],
      }),
      traffic({
        title: 'Answers',
        unit: 'count',
        lines: { succeeded: answered, refused: metric('4xx', 'Sum') },
      }),
      errors({
        title: 'Errors',
        unit: '%',
        lines: { '5xx': percentage(failed, answered) },
        alarms: requestErrorAlarms({
          errors: failed,
          requests: answered,
          noun: 'requests',
          causes: 'capacity that does not follow the load, an incident of OpenSearch Serverless',
          lookAt: 'capacity units of the account against their maximum, then the AWS Health Dashboard',
        }),
      }),
    ];
  },
};
