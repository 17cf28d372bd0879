import { Severity } from '../alarms/severity';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, fiveMinutes, latency, metricsOf, saturation, traffic } from '../signals/rows';

export const redshiftCluster: ResourceDefinition = {
  types: ['AWS::Redshift::Cluster'],
  noun: 'warehouse',
  tier: 'data',
  missing: [],
  signals: (cluster) => {
    const metric = metricsOf('AWS/Redshift', { ClusterIdentifier: cluster.ref });
    return [
      latency({
        title: 'Disk latency',
        unit: 's',
        inOverview: false,
        lines: { read: metric('ReadLatency', 'Average'), write: metric('WriteLatency', 'Average') },
      }),
      traffic({
        title: 'Connections',
        unit: 'count',
        lines: { connections: metric('DatabaseConnections', 'Average') },
      }),
      errors({
        title: 'Health',
        unit: 'ratio',
        lines: { healthy: metric('HealthStatus', 'Minimum') },
        alarms: [
          {
            id: 'unhealthy',
            severity: Severity.PAGE,
            symptom: 'the cluster cannot be reached or fails its checks',
            query: metric('HealthStatus', 'Maximum'),
            threshold: { below: 1, unit: 'ratio' },
            datapoints: fiveMinutes(3, 3),
            causes: 'a failed node, a full disk, maintenance',
            lookAt: 'the events of the cluster',
            source: 'AWS Redshift guide: HealthStatus 0 is unhealthy; 15 minutes spare maintenance',
          },
        ],
      }),
      saturation({
        title: 'CPU and disk',
        unit: '%',
        lines: { cpu: metric('CPUUtilization', 'Average'), disk: metric('PercentageDiskSpaceUsed', 'Average') },
        alarms: [
          {
            id: 'disk',
            severity: Severity.TICKET,
            symptom: 'the disk is nearly full',
            query: metric('PercentageDiskSpaceUsed', 'Average'),
            threshold: { above: 85, unit: '%' },
            datapoints: fiveMinutes(3, 3),
            causes: 'growing tables, queries that spill, tables that need VACUUM',
            lookAt: 'SVV_TABLE_INFO: the largest tables',
            source: 'AWS Redshift guide on disk space; 85 % is judgement',
          },
        ],
      }),
    ];
  },
};
