import { Severity } from '../alarms/severity';
import { GoldenSignal } from '../signals/golden-signal';
import type { EventAlert, ResourceDefinition } from '../signals/resource-definition';
import { errors, metricsOf, saturation, traffic } from '../signals/rows';

export const emrCluster: ResourceDefinition = {
  types: ['AWS::EMR::Cluster'],
  noun: 'EMR cluster',
  tier: 'data',
  missing: [{ goldenSignal: GoldenSignal.LATENCY, why: 'EMR does not measure how long steps take' }],
  signals: (cluster) => {
    const metric = metricsOf('AWS/ElasticMapReduce', { JobFlowId: cluster.ref });
    const unhealthy = metric('MRUnhealthyNodes', 'Maximum');
    return [
      traffic({ title: 'Applications', unit: 'count', lines: { running: metric('AppsRunning', 'Maximum') } }),
      errors({
        title: 'Nodes that do not work',
        unit: 'count',
        lines: {
          unhealthy,
          lost: metric('MRLostNodes', 'Maximum'),
          'missing blocks': metric('MissingBlocks', 'Maximum'),
        },
        alarms: [
          {
            id: 'unhealthy-nodes',
            severity: Severity.TICKET,
            symptom: 'nodes of the cluster are unhealthy',
            query: unhealthy,
            threshold: { above: 0, unit: 'count' },
            datapoints: { breaching: 3, of: 3, periodSeconds: 300 },
            causes: 'a disk of the node that is full, most often by logs of containers',
            lookAt: 'the disks of the node in the YARN resource manager',
            source: 'EMR guide: nodes above 90 % of their disk become unhealthy; 15 minutes is judgement',
          },
          {
            id: 'missing-blocks',
            severity: Severity.TICKET,
            lean: true,
            symptom: 'blocks of HDFS have no copy left: files are broken',
            query: metric('MissingBlocks', 'Maximum'),
            threshold: { above: 0, unit: 'count' },
            datapoints: { breaching: 3, of: 3, periodSeconds: 300 },
            causes: 'core nodes that were terminated, Spot interruptions of core nodes',
            lookAt: 'which files, with hdfs fsck; then the core nodes',
            source: 'EMR guide: HDFS metrics; any is a loss',
          },
        ],
      }),
      saturation({
        title: 'HDFS used',
        unit: '%',
        lines: { used: metric('HDFSUtilization', 'Average') },
        alarms: [
          {
            id: 'hdfs',
            severity: Severity.TICKET,
            symptom: 'HDFS is nearly full; then steps fail',
            query: metric('HDFSUtilization', 'Average'),
            threshold: { above: 85, unit: '%' },
            datapoints: { breaching: 3, of: 3, periodSeconds: 300 },
            causes: 'output or intermediate files that nobody deletes',
            lookAt: 'what grew in HDFS; add core nodes, or write to S3',
            source: 'EMR guide, HDFSUtilization; 85 % for 15 minutes is judgement',
          },
        ],
      }),
    ];
  },
  events: (cluster): EventAlert[] => [
    {
      id: 'terminated',
      severity: Severity.TICKET,
      symptom: 'the cluster stopped with an error',
      pattern: {
        source: ['aws.emr'],
        detailType: ['EMR Cluster State Change'],
        detail: { clusterId: [cluster.ref], state: ['TERMINATED_WITH_ERRORS'] },
      },
      facts: { Reason: '$.detail.message' },
      causes: 'a step that failed, a bootstrap action, no capacity of the instance type, a role or network',
      lookAt: 'the reason, then the log of the step in S3',
      source: 'EMR guide, events: not published as a metric',
    },
    {
      id: 'step-failed',
      severity: Severity.TICKET,
      symptom: 'a step of the cluster failed',
      pattern: {
        source: ['aws.emr'],
        detailType: ['EMR Step Status Change'],
        // CANCELLED is left out: it follows from a failure, or somebody wanted it.
        detail: { clusterId: [cluster.ref], state: ['FAILED'] },
      },
      facts: { Step: '$.detail.name', 'Step id': '$.detail.stepId' },
      causes: 'data that the program does not expect, too little memory, a permission',
      lookAt: 'the log of the step in S3',
      source: 'EMR guide, events; nobody waits for a step: no page',
    },
  ],
};
