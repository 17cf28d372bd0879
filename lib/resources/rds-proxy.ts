import { Severity } from '../alarms/severity';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, latency, metricsOf, minutes, percentage, saturation, traffic } from '../signals/rows';

export const rdsProxy: ResourceDefinition = {
  types: ['AWS::RDS::DBProxy'],
  noun: 'database proxy',
  tier: 'data',
  missing: [],
  signals: (proxy) => {
    const metric = metricsOf('AWS/RDS', { ProxyName: proxy.ref });
    const borrowing = metric('DatabaseConnectionsBorrowLatency', 'Average');
    const failed = metric('DatabaseConnectionsSetupFailed', 'Sum');
    const refused = metric('ClientConnectionsSetupFailedAuth', 'Sum');
    const used = percentage(metric('DatabaseConnections', 'Sum'), metric('MaxDatabaseConnectionsAllowed', 'Sum'));
    return [
      latency({
        title: 'Waiting for a connection, and queries',
        unit: 'µs',
        lines: { borrowing, queries: metric('QueryDatabaseResponseLatency', 'Average') },
        alarms: [
          {
            id: 'borrow-latency',
            severity: Severity.TICKET,
            symptom: 'clients wait for a database connection',
            query: borrowing,
            threshold: { above: 100_000, unit: 'µs' },
            datapoints: minutes(5, 5),
            causes: 'all connections are in use or pinned, a slow database, a failover',
            lookAt: 'connections in use against the maximum, then pinned sessions',
            source: 'RDS guide on proxy metrics: microseconds, the average; 100 ms is judgement',
          },
        ],
      }),
      traffic({ title: 'Queries', unit: 'count', lines: { queries: metric('QueryRequests', 'Sum') } }),
      errors({
        title: 'Connections that fail',
        unit: 'count',
        lines: { database: failed, clients: refused },
        alarms: [
          {
            id: 'setup-failed',
            severity: Severity.PAGE,
            symptom: 'the proxy cannot connect to the database',
            query: failed,
            threshold: { above: 0, unit: 'count' },
            datapoints: minutes(5, 5),
            causes: 'the database is down, its security group, a wrong secret, its maximum of connections',
            lookAt: 'the status of the target group, then the log of the proxy',
            source: 'RDS guide on proxy metrics; 5 of 5 minutes outlast a failover (judgement)',
          },
          {
            id: 'authentication-failed',
            severity: Severity.TICKET,
            symptom: 'clients cannot log on to the proxy',
            query: refused,
            threshold: { above: 0, unit: 'count' },
            datapoints: { breaching: 3, of: 3, periodSeconds: 300 },
            causes: 'a rotated secret that a client still has, a user that the proxy has no secret for',
            lookAt: 'the log of the proxy',
            source: 'RDS guide on proxy metrics; 15 minutes outlast a rotation (judgement)',
          },
        ],
      }),
      saturation({
        title: 'Connections in use',
        unit: '%',
        lines: { used },
        alarms: [
          {
            id: 'connections',
            severity: Severity.TICKET,
            symptom: 'the proxy has nearly used up its database connections',
            query: used,
            threshold: { above: 80, unit: '%' },
            datapoints: minutes(5, 5),
            causes: 'slow queries, pinned sessions, more clients',
            lookAt: 'pinned sessions, then the share of connections that the proxy may use',
            source: 'RDS guide on proxy metrics: the sum is the statistic of both; 80 % is judgement',
          },
        ],
      }),
      saturation({
        id: 'pinned',
        title: 'Pinned sessions',
        unit: 'count',
        inOverview: false,
        lines: { pinned: metric('DatabaseConnectionsCurrentlySessionPinned', 'Sum') },
      }),
    ];
  },
};
