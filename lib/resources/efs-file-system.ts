import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, type MetricOf, metricsOf, minutes, saturation, traffic } from '../signals/rows';
import type { AlarmDefault } from '../signals/signal';

export const efsFileSystem: ResourceDefinition = {
  types: ['AWS::EFS::FileSystem'],
  noun: 'file system',
  tier: 'data',
  missing: cannotHave({ latency: 'EFS publishes no latency', errors: 'EFS publishes no errors' }),
  signals: (fileSystem) => {
    const metric = metricsOf('AWS/EFS', { FileSystemId: fileSystem.ref });
    return [
      traffic({
        title: 'Input and output',
        unit: 'bytes',
        inOverview: false,
        lines: { metered: metric('MeteredIOBytes', 'Sum') },
      }),
      saturation({
        title: 'Use of the I/O limit',
        unit: '%',
        lines: { 'I/O limit': metric('PercentIOLimit', 'Maximum') },
        alarms: [...limitAlarms(fileSystem, metric), ...creditAlarms(fileSystem, metric)],
      }),
    ];
  },
};

function limitAlarms(fileSystem: Resource, metric: MetricOf): AlarmDefault[] {
  if ((fileSystem.property('PerformanceMode') ?? 'generalPurpose') !== 'generalPurpose') return [];
  return [
    {
      id: 'io-limit',
      severity: Severity.TICKET,
      symptom: 'it comes near the I/O limit of its performance mode',
      query: metric('PercentIOLimit', 'Average'),
      threshold: { atLeast: 95, unit: '%' },
      datapoints: minutes(15, 15),
      causes: 'many small operations, many clients',
      lookAt: 'which clients, and whether they can cache',
      source: 'AWS recommended alarms: PercentIOLimit, 15 of 15 minutes; 95 % because 100 is seldom published exactly',
    },
  ];
}

function creditAlarms(fileSystem: Resource, metric: MetricOf): AlarmDefault[] {
  if ((fileSystem.property('ThroughputMode') ?? 'bursting') !== 'bursting') return [];
  return [
    {
      id: 'burst-credits',
      severity: Severity.TICKET,
      symptom: 'its burst credits run out, after which it is slow',
      query: metric('BurstCreditBalance', 'Average'),
      threshold: { below: 100_000_000_000, unit: 'bytes' },
      datapoints: minutes(15, 15),
      causes: 'more throughput than a file system of this size earns credits for',
      lookAt: 'metered I/O; take elastic throughput',
      source:
        'AWS recommended alarms: at 0 credits; 100 GB, a twentieth of what a new file system has, leaves time to act',
    },
  ];
}
