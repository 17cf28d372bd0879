import { Severity } from '../alarms/severity';
import { GoldenSignal } from '../signals/golden-signal';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, metricsOf, traffic } from '../signals/rows';

export const dlmPolicy: ResourceDefinition = {
  types: ['AWS::DLM::LifecyclePolicy'],
  noun: 'snapshot policy',
  tier: 'operations',
  leftOut: (policy) => {
    if (policy.property('State') === 'DISABLED') return 'it is disabled';
    const type = policy.property('PolicyDetails.PolicyType') ?? 'EBS_SNAPSHOT_MANAGEMENT';
    return type === 'EBS_SNAPSHOT_MANAGEMENT' ? undefined : 'metrics are published of policies for snapshots only';
  },
  missing: [
    { goldenSignal: GoldenSignal.LATENCY, why: 'nobody waits for a snapshot' },
    { goldenSignal: GoldenSignal.SATURATION, why: 'a policy cannot be full' },
  ],
  signals: (policy) => {
    const metric = metricsOf('AWS/EBS', { DLMPolicyId: policy.ref });
    const failed = metric('SnapshotsCreateFailed', 'Sum');
    return [
      traffic({ title: 'Snapshots', unit: 'count', lines: { made: metric('SnapshotsCreateCompleted', 'Sum') } }),
      errors({
        title: 'Snapshots that failed',
        unit: 'count',
        lines: { failed },
        alarms: [
          {
            id: 'failed-snapshots',
            severity: Severity.TICKET,
            lean: true,
            symptom: 'a snapshot could not be made',
            query: failed,
            threshold: { above: 0, unit: 'count' },
            datapoints: { breaching: 1, of: 1, periodSeconds: 300 },
            causes: 'the role of the policy, a key that may not be used, the quota of snapshots',
            lookAt: 'the state of the policy in the EC2 console, then its role',
            source: 'EBS guide, Data Lifecycle Manager metrics: a copy that is missing is noticed when it is needed',
          },
        ],
      }),
    ];
  },
};
