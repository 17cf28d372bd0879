import { Aws } from 'aws-cdk-lib';
import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, fiveMinutes, latency, type MetricOf, metricsOf, minutes, saturation, traffic } from '../signals/rows';
import type { AlarmDefault, MetricRef } from '../signals/signal';

const SHARDS = 'cluster health, and why shards are not allocated (_cluster/allocation/explain)';

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
          {
            ...row(metric('ClusterStatus.red', 'Maximum')),
            id: 'red',
            severity: Severity.PAGE,
            symptom: 'primary shards are missing: part of the data cannot be reached',
            datapoints: minutes(2, 2),
            causes: 'a node that failed without replicas, a full disk',
            lookAt: SHARDS,
          },
          // The replicas of a single node have nowhere to go: it is always yellow.
          ...(nodes(domain) < 2
            ? []
            : [
                {
                  ...row(metric('ClusterStatus.yellow', 'Maximum')),
                  id: 'yellow',
                  severity: Severity.TICKET,
                  symptom: 'replica shards are not allocated',
                  datapoints: fiveMinutes(6, 6),
                  causes: 'a failed node, more replicas than nodes',
                  lookAt: SHARDS,
                },
              ]),
          {
            ...row(metric('ClusterIndexWritesBlocked', 'Maximum')),
            id: 'writes-blocked',
            severity: Severity.PAGE,
            symptom: 'writes are blocked',
            datapoints: fiveMinutes(1, 1),
            causes: 'too little free storage, high memory pressure',
            lookAt: 'free storage, then memory pressure of the data nodes',
          },
          {
            ...row(metric('AutomatedSnapshotFailure', 'Maximum')),
            id: 'snapshot-failed',
            severity: Severity.TICKET,
            symptom: 'the automatic snapshot failed',
            datapoints: minutes(1, 1),
            causes: 'a red cluster',
            lookAt: SHARDS,
          },
          ...(domain.property('EncryptionAtRestOptions.KmsKeyId') === undefined
            ? []
            : [
                {
                  ...row(metric('KMSKeyError', 'Maximum')),
                  id: 'key-error',
                  severity: Severity.PAGE,
                  symptom: 'the key of the domain cannot be used',
                  datapoints: minutes(1, 1),
                  causes: 'a key that is disabled or scheduled for deletion, a policy that shuts the domain out',
                  lookAt: 'the state and the policy of the key in KMS',
                },
              ]),
        ],
      }),
      saturation({
        title: 'CPU and memory',
        unit: '%',
        lines: { cpu: metric('CPUUtilization', 'Maximum'), JVM: metric('JVMMemoryPressure', 'Maximum') },
        alarms: [
          {
            ...row(metric('CPUUtilization', 'Average')),
            id: 'cpu',
            severity: Severity.TICKET,
            symptom: 'the data nodes are short of CPU',
            threshold: { atLeast: 80, unit: '%' },
            datapoints: { breaching: 3, of: 3, periodSeconds: 900 },
            causes: 'more load, expensive queries',
            lookAt: 'hot threads (_nodes/hot_threads) and the slow logs',
          },
          {
            ...row(metric('JVMMemoryPressure', 'Maximum')),
            id: 'memory-pressure',
            severity: Severity.PAGE,
            symptom: 'the data nodes run out of memory',
            threshold: { atLeast: 95, unit: '%' },
            datapoints: minutes(3, 3),
            causes: 'too many shards, large aggregations',
            lookAt: 'running searches (_tasks), then the shards of each node (_cat/allocation)',
          },
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
          {
            ...row(metric('FreeStorageSpace', 'Minimum')),
            id: 'storage',
            severity: Severity.PAGE,
            symptom: 'a data node is nearly full; then writes are blocked',
            threshold: { below: freeMebibytes(domain), unit: 'MiB' },
            datapoints: fiveMinutes(2, 2),
            causes: 'growing indexes, old indexes that nobody deletes',
            lookAt: 'the largest indexes (_cat/indices), then the volumes',
          },
        ],
      }),
    ];
  },
};

/** One by default. */
function nodes(domain: Resource): number {
  const config = domain.type === 'AWS::Elasticsearch::Domain' ? 'ElasticsearchClusterConfig' : 'ClusterConfig';
  return domain.number(`${config}.InstanceCount`, 1);
}

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
    {
      ...row(metric('MasterCPUUtilization', 'Maximum')),
      id: 'master-cpu',
      severity: Severity.TICKET,
      symptom: 'the master nodes are short of CPU',
      threshold: { atLeast: 60, unit: '%' },
      datapoints: fiveMinutes(3, 3),
      causes: 'too many shards or indexes',
      lookAt: 'the number of shards (_cluster/health)',
    },
  ];
}

/** What most of its alarms share: a metric that is 1 where something is wrong. */
function row(query: MetricRef): Pick<AlarmDefault, 'query' | 'threshold' | 'source'> {
  return {
    query,
    threshold: { atLeast: 1, unit: 'count' },
    source: 'AWS OpenSearch guide, recommended CloudWatch alarms',
  };
}
