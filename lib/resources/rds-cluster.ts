import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { databaseCpuAlarm } from '../signals/database-alarms';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, latency, type MetricOf, metricsOf, minutes, saturation, traffic } from '../signals/rows';
import type { AlarmDefault } from '../signals/signal';

const INSTANCE = 'AWS::RDS::DBInstance';

export const rdsCluster: ResourceDefinition = {
  types: ['AWS::RDS::DBCluster'],
  noun: 'database cluster',
  tier: 'data',
  missing: cannotHave({ errors: 'deadlocks are a metric of the instances; failed statements are not counted' }),
  signals: (cluster) => {
    const metric = metricsOf('AWS/RDS', { DBClusterIdentifier: cluster.ref });
    const several = cluster.referrers(INSTANCE).length > 1;
    return [
      latency({
        title: 'Replica lag',
        unit: 'ms',
        inOverview: false,
        lines: { lag: metric('AuroraReplicaLagMaximum', 'Maximum') },
        alarms: several && isAurora(cluster) ? [replicaLag(metric)] : [],
      }),
      traffic({
        title: 'Connections',
        unit: 'count',
        inOverview: false,
        lines: { connections: metric('DatabaseConnections', 'Average') },
      }),
      saturation({
        title: 'CPU and capacity',
        unit: '%',
        lines: { cpu: metric('CPUUtilization', 'Average') },
        alarms: [
          // Instances of the stack have their own alarm on CPU.
          ...(cluster.referrers(INSTANCE).length === 0 ? [databaseCpuAlarm(metric)] : []),
          ...(cluster.property('ServerlessV2ScalingConfiguration') === undefined ? [] : [capacity(metric)]),
        ],
      }),
      ...(isAurora(cluster)
        ? [
            saturation({
              id: 'volume',
              title: 'Volume',
              unit: 'bytes' as const,
              inOverview: false,
              lines: { used: metric('VolumeBytesUsed', 'Average') },
            }),
          ]
        : []),
    ];
  },
};

function isAurora(cluster: Resource): boolean {
  return /^aurora/.test(String(cluster.property('Engine') ?? ''));
}

function replicaLag(metric: MetricOf): AlarmDefault {
  return {
    id: 'replica-lag',
    severity: Severity.TICKET,
    symptom: 'a reader lags behind the writer',
    query: metric('AuroraReplicaLagMaximum', 'Maximum'),
    threshold: { above: 2000, unit: 'ms' },
    datapoints: minutes(10, 10),
    causes: 'a reader that is smaller or busier than the writer, a very large transaction',
    lookAt: 'CPU of the readers',
    source: 'AWS Aurora guide: the lag is usually far below 100 ms; 2 s over 10 minutes is judgement',
  };
}

function capacity(metric: MetricOf): AlarmDefault {
  return {
    id: 'capacity',
    severity: Severity.TICKET,
    symptom: 'serverless capacity is near its maximum',
    query: metric('ACUUtilization', 'Average'),
    threshold: { above: 90, unit: '%' },
    datapoints: minutes(15, 15),
    causes: 'growing load, a maximum that is too small',
    lookAt: 'the maximum capacity of the cluster',
    source:
      'AWS Aurora guide: ACUUtilization near 100 % means that it cannot scale further; 90 % over 15 minutes is judgement',
  };
}
