import { Severity } from '../alarms/severity';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, errors, latency, metricsOf, traffic } from '../signals/rows';

export const athenaWorkgroup: ResourceDefinition = {
  types: ['AWS::Athena::WorkGroup'],
  noun: 'workgroup',
  tier: 'data',
  leftOut: (group) => {
    if (group.property('State') === 'DISABLED') return 'it is disabled';
    return group.property('WorkGroupConfiguration.PublishCloudWatchMetricsEnabled') === true
      ? undefined
      : 'it publishes metrics only where WorkGroupConfiguration.PublishCloudWatchMetricsEnabled is true';
  },
  missing: cannotHave({ saturation: 'queries share the quota of the account' }),
  signals: (group) => {
    const metric = metricsOf('AWS/Athena', { QueryType: 'DML', WorkGroup: group.ref });
    const succeeded = metric('TotalExecutionTime', 'SampleCount', { QueryState: 'SUCCEEDED' });
    const failed = metric('TotalExecutionTime', 'SampleCount', { QueryState: 'FAILED' });
    return [
      latency({
        title: 'Time of a query',
        unit: 'ms',
        inOverview: false,
        lines: { p90: metric('TotalExecutionTime', 'p90', { QueryState: 'SUCCEEDED' }) },
      }),
      traffic({ title: 'Queries', unit: 'count', lines: { succeeded } }),
      errors({
        title: 'Queries that failed',
        unit: 'count',
        lines: { failed },
        alarms: [
          {
            id: 'failed-queries',
            severity: Severity.TICKET,
            symptom: 'most queries fail',
            query: {
              expression: 'IF(FILL(failed, 0) >= 5, 100 * failed / (failed + FILL(succeeded, 0)), 0)',
              metrics: { failed, succeeded },
            },
            threshold: { above: 50, unit: '%' },
            datapoints: { breaching: 2, of: 2, periodSeconds: 900 },
            causes: 'a permission on the data or the results, a table or partition that is gone, the quota of queries',
            lookAt: 'the reason of the last failed queries in the history of the workgroup',
            source:
              'judgement: mistyped queries fail every day; more than half of at least 5, for half an hour, do not',
          },
        ],
      }),
    ];
  },
};
