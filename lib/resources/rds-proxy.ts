import { Severity } from '../alarms/severity';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, fiveMinutes, latency, metricsOf, minutes, percentage, saturation, traffic } from '../signals/rows';

export const rdsProxy: ResourceDefinition = {
  types: ['AWS::RDS::DBProxy'],
  noun: 'database proxy',
  tier: 'data',
  missing: [],
  signals: (proxy) => {
    const metric = metricsOf('AWS/RDS', { ProxyName: proxy.ref });
    return [
      latency({
        title: 'Wait for a connection',
        unit: 'µs',
        lines: { wait: metric('DatabaseConnectionsBorrowLatency', 'Average') },
        alarms: [
          {
            id: 'borrow-latency',
            severity: Severity.TICKET,
            symptom: 'clients wait long for a connection to the database',
            query: metric('DatabaseConnectionsBorrowLatency', 'Average'),
            threshold: { above: 100_000, unit: 'µs' },
            datapoints: fiveMinutes(2, 3),
            causes: 'connections that are pinned to a session, long transactions, too few connections',
            lookAt: 'DatabaseConnectionsCurrentlySessionPinned, then the pool of the target group',
            source: 'AWS RDS Proxy guide on DatabaseConnectionsBorrowLatency; 100 ms is judgement',
          },
        ],
      }),
      traffic({
        title: 'Client connections',
        unit: 'count',
        lines: { connections: metric('ClientConnections', 'Sum') },
      }),
      errors({
        title: 'Failed connections',
        unit: 'count',
        lines: {
          database: metric('DatabaseConnectionsSetupFailed', 'Sum'),
          authentication: metric('ClientConnectionsSetupFailedAuth', 'Sum'),
        },
        alarms: [
          {
            id: 'setup-failed',
            severity: Severity.PAGE,
            symptom: 'the proxy cannot connect to the database',
            query: metric('DatabaseConnectionsSetupFailed', 'Sum'),
            threshold: { above: 0, unit: 'count' },
            datapoints: minutes(3, 5),
            causes: 'the database is down or full of connections, the secret is wrong, a security group',
            lookAt: 'the log of the proxy and the state of the database',
            source: 'AWS RDS Proxy guide, troubleshooting; 3 of 5 minutes spares failovers',
          },
          {
            id: 'authentication-failed',
            severity: Severity.TICKET,
            symptom: 'clients cannot sign in to the proxy',
            query: metric('ClientConnectionsSetupFailedAuth', 'Sum'),
            threshold: { above: 0, unit: 'count' },
            datapoints: fiveMinutes(3, 3),
            causes: 'a rotated secret that a client has not read again, a wrong user',
            lookAt: 'the log of the proxy: which user',
            source: 'AWS RDS Proxy guide on ClientConnectionsSetupFailedAuth',
          },
        ],
      }),
      saturation({
        title: 'Connections in use',
        unit: '%',
        lines: {
          'in use': percentage(metric('DatabaseConnections', 'Sum'), metric('MaxDatabaseConnectionsAllowed', 'Sum')),
        },
        alarms: [
          {
            id: 'connections',
            severity: Severity.TICKET,
            symptom: 'the connections of the pool are nearly used up',
            query: percentage(metric('DatabaseConnections', 'Sum'), metric('MaxDatabaseConnectionsAllowed', 'Sum')),
            threshold: { above: 80, unit: '%' },
            datapoints: minutes(5, 5),
            causes: 'pinned connections, long transactions, a rise of clients',
            lookAt: 'which clients hold connections',
            source: 'AWS RDS Proxy guide; 80 % is judgement',
          },
        ],
      }),
    ];
  },
};
