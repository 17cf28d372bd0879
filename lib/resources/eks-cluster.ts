import { Severity } from '../alarms/severity';
import { throttledShare } from '../signals/request-errors';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, fiveMinutes, latency, metricsOf, percentage, saturation, traffic } from '../signals/rows';

/** What `Cluster` of `aws-eks` makes; its `Ref` is the name of the cluster. */
const CDK_CLUSTER = 'Custom::AWSCDK-EKS-Cluster';

/** The control plane, which publishes without Container Insights from Kubernetes 1.28 on. Pods are not visible to AWS. */
export const eksCluster: ResourceDefinition = {
  types: ['AWS::EKS::Cluster', CDK_CLUSTER],
  noun: 'Kubernetes cluster',
  tier: 'compute',
  leftOut: (cluster) => {
    if (cluster.property('OutpostConfig') !== undefined) return 'a local cluster on an Outpost publishes no metrics';
    const [, minor] =
      /^1\.(\d+)/.exec(String(cluster.property(cluster.type === CDK_CLUSTER ? 'Config.version' : 'Version'))) ?? [];
    return Number(minor) < 28 ? 'EKS publishes metrics of clusters from Kubernetes 1.28 on' : undefined;
  },
  missing: [],
  signals: (cluster) => {
    const metric = metricsOf('AWS/EKS', { ClusterName: cluster.ref });
    const requests = metric('apiserver_request_total', 'Sum');
    const failed = metric('apiserver_request_total_5XX', 'Sum');
    const refused = metric('apiserver_request_total_429', 'Sum');
    const unschedulable = metric('scheduler_pending_pods_UNSCHEDULABLE', 'Maximum');
    return [
      latency({
        title: 'Latency of the API server',
        unit: 's',
        inOverview: false,
        lines: {
          'GET p99': metric('apiserver_request_duration_seconds_GET_P99', 'Average'),
          'POST p99': metric('apiserver_request_duration_seconds_POST_P99', 'Average'),
        },
      }),
      traffic({ title: 'Requests to the API server', unit: 'count', inOverview: false, lines: { requests } }),
      errors({
        title: 'Errors of the API server',
        unit: '%',
        lines: { '5xx': percentage(failed, requests), throttled: percentage(refused, requests) },
        alarms: [
          {
            id: 'api-errors',
            severity: Severity.TICKET,
            lean: true,
            symptom: 'the API server of the cluster fails; deployments and scaling stand still',
            query: {
              expression: 'IF(failed >= 10, 100 * failed / requests, 0)',
              metrics: { failed, requests },
            },
            threshold: { above: 5, unit: '%' },
            datapoints: fiveMinutes(3, 3),
            causes: 'a webhook or an aggregated API that is down, a control plane under load, an incident of EKS',
            lookAt: 'failing webhooks and API services, then the AWS Health Dashboard',
            source: 'EKS guide, control plane metrics; 5 % for a quarter of an hour is judgement',
          },
          {
            id: 'api-throttles',
            severity: Severity.TICKET,
            symptom: 'the API server refuses many requests as too many',
            query: throttledShare(refused, requests),
            threshold: { above: 5, unit: '%' },
            datapoints: fiveMinutes(3, 3),
            causes: 'a controller or a client that lists everything in a loop',
            lookAt: 'who sends them, in the audit log of the cluster',
            source: 'EKS guide, control plane metrics; 5 % for a quarter of an hour is judgement',
          },
        ],
      }),
      saturation({
        title: 'Pods that wait',
        unit: 'count',
        lines: { unschedulable, queued: metric('scheduler_pending_pods_ACTIVEQ', 'Maximum') },
        alarms: [
          {
            id: 'unschedulable-pods',
            severity: Severity.TICKET,
            lean: true,
            symptom: 'pods find no node',
            query: unschedulable,
            threshold: { above: 0, unit: 'count' },
            datapoints: fiveMinutes(6, 6),
            causes:
              'no node with enough CPU or memory, a node group at its maximum, a taint or affinity, a missing volume',
            lookAt: 'the events of the pending pods, then the size of the node groups',
            source: 'EKS guide, control plane metrics; half an hour, because new nodes take minutes, is judgement',
          },
        ],
      }),
    ];
  },
};
