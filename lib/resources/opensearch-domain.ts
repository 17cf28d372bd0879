import { Aws } from 'aws-cdk-lib';
import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, fiveMinutes, latency, type MetricOf, metricsOf, minutes, saturation, traffic } from '../signals/rows';
import type { AlarmDefault, Datapoints, Threshold } from '../signals/signal';

export const opensearchDomain: ResourceDefinition = {
  types: ['AWS::OpenSearchService::Domain', 'AWS::Elasticsearch::Domain'],
  noun: 'search domain',
  tier: 'data',
  missing: [],
  signals: (domain) => {
    const metric = metricsOf('AWS/ES', { DomainName: domain.ref, ClientId: Aws.ACCOUNT_ID });
    return [
      latency({
        title: 'Search latency',
        unit: 'ms',
        lines: { search: metric('SearchLatency', 'Average'), indexing: metric('IndexingLatency', 'Average') },
      }),
      traffic({
        title: 'Searches',
        unit: 'units',
        lines: { searches: metric('SearchRate', 'Sum'), indexed: metric('IndexingRate', 'Sum') },
      }),
      errors({
        title: 'State of the cluster',
        unit: 'count',
        lines: {
          red: metric('ClusterStatus.red', 'Maximum'),
          yellow: metric('ClusterStatus.yellow', 'Maximum'),
          '5xx': metric('5xx', 'Sum'),
        },
        alarms: [
          row(
            metric,
            'red',
            Severity.PAGE,
            'ClusterStatus.red',
            'Maximum',
            { atLeast: 1, unit: 'count' },
            minutes(2, 2),
            'primary shards are missing: part of the data cannot be reached',
            'a node that failed without replicas, a full disk',
          ),
          row(
            metric,
            'yellow',
            Severity.TICKET,
            'ClusterStatus.yellow',
            'Maximum',
            { atLeast: 1, unit: 'count' },
            fiveMinutes(6, 6),
            'replica shards are not allocated',
            'a failed node, more replicas than nodes',
          ),
          row(
            metric,
            'writes-blocked',
            Severity.PAGE,
            'ClusterIndexWritesBlocked',
            'Maximum',
            { atLeast: 1, unit: 'count' },
            fiveMinutes(1, 1),
            'writes are blocked',
            'too little free storage, high memory pressure',
          ),
          row(
            metric,
            'snapshot-failed',
            Severity.TICKET,
            'AutomatedSnapshotFailure',
            'Maximum',
            { atLeast: 1, unit: 'count' },
            minutes(1, 1),
            'the automatic snapshot failed',
            'a red cluster',
          ),
          ...(domain.property('EncryptionAtRestOptions.KmsKeyId') === undefined
            ? []
            : [
                row(
                  metric,
                  'key-error',
                  Severity.PAGE,
                  'KMSKeyError',
                  'Maximum',
                  { atLeast: 1, unit: 'count' },
                  minutes(1, 1),
                  'the key of the domain cannot be used',
                  'a key that is disabled or scheduled for deletion',
                ),
              ]),
        ],
      }),
      saturation({
        title: 'CPU and memory',
        unit: '%',
        lines: { cpu: metric('CPUUtilization', 'Maximum'), JVM: metric('JVMMemoryPressure', 'Maximum') },
        alarms: [
          row(
            metric,
            'cpu',
            Severity.TICKET,
            'CPUUtilization',
            'Average',
            { atLeast: 80, unit: '%' },
            { breaching: 3, of: 3, periodSeconds: 900 },
            'the data nodes are short of CPU',
            'more load, expensive queries',
          ),
          row(
            metric,
            'memory-pressure',
            Severity.PAGE,
            'JVMMemoryPressure',
            'Maximum',
            { atLeast: 95, unit: '%' },
            minutes(3, 3),
            'the data nodes run out of memory',
            'too many shards, large aggregations',
          ),
          ...masterAlarms(domain, metric),
        ],
      }),
      saturation({
        id: 'storage',
        title: 'Free storage',
        unit: 'MiB',
        inOverview: false,
        lines: { free: metric('FreeStorageSpace', 'Minimum') },
        alarms: [
          row(
            metric,
            'storage',
            Severity.PAGE,
            'FreeStorageSpace',
            'Minimum',
            { below: freeMebibytes(domain), unit: 'MiB' },
            fiveMinutes(2, 2),
            'a data node is nearly full; then writes are blocked',
            'growing indexes, old indexes that nobody deletes',
          ),
        ],
      }),
    ];
  },
};

/** A quarter of a node's volume as AWS advises, and never more than 20 GiB. */
function freeMebibytes(domain: Resource): number {
  return Math.min(20_480, 0.25 * 1024 * domain.number('EBSOptions.VolumeSize', 10));
}

function masterAlarms(domain: Resource, metric: MetricOf): AlarmDefault[] {
  const dedicated =
    domain.property('ClusterConfig.DedicatedMasterEnabled') ??
    domain.property('ElasticsearchClusterConfig.DedicatedMasterEnabled');
  if (dedicated !== true) return [];
  return [
    row(
      metric,
      'master-cpu',
      Severity.TICKET,
      'MasterCPUUtilization',
      'Maximum',
      { atLeast: 60, unit: '%' },
      fiveMinutes(3, 3),
      'the master nodes are short of CPU',
      'too many shards or indexes',
    ),
  ];
}

function row(
  metric: MetricOf,
  id: string,
  severity: Severity,
  metricName: string,
  statistic: string,
  threshold: Threshold,
  datapoints: Datapoints,
  symptom: string,
  causes: string,
): AlarmDefault {
  return {
    id,
    severity,
    symptom,
    query: metric(metricName, statistic),
    threshold,
    datapoints,
    causes,
    lookAt: 'cluster health and allocation explanation (_cluster/health, _cluster/allocation/explain)',
    source: 'AWS OpenSearch guide, recommended CloudWatch alarms',
  };
}
