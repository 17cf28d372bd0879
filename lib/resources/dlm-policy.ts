import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { GoldenSignal } from '../signals/golden-signal';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, metricsOf, traffic } from '../signals/rows';

interface Kind {
  /** What it makes. */
  readonly title: string;
  /** What the metrics of this kind begin with. */
  readonly prefix: string;
  readonly symptom: string;
}

const KINDS: Readonly<Record<string, Kind>> = {
  EBS_SNAPSHOT_MANAGEMENT: { title: 'Snapshots', prefix: 'SnapshotsCreate', symptom: 'a snapshot could not be made' },
  IMAGE_MANAGEMENT: { title: 'Images', prefix: 'ImagesCreate', symptom: 'an image could not be made' },
  EVENT_BASED_POLICY: {
    title: 'Copies',
    prefix: 'SnapshotsCopiedAccount',
    symptom: 'a snapshot of another account could not be copied',
  },
};

export const dlmPolicy: ResourceDefinition = {
  types: ['AWS::DLM::LifecyclePolicy'],
  noun: 'snapshot policy',
  tier: 'operations',
  leftOut: (policy) => {
    if (policy.property('State') === 'DISABLED') return 'it is disabled';
    return typeOf(policy) in KINDS ? undefined : 'what it makes is not known here';
  },
  missing: [
    { goldenSignal: GoldenSignal.LATENCY, why: 'nobody waits for a snapshot' },
    { goldenSignal: GoldenSignal.SATURATION, why: 'a policy cannot be full' },
  ],
  signals: (policy) => {
    const { title, prefix, symptom } = KINDS[typeOf(policy)]!;
    const metric = metricsOf('AWS/EBS', { DLMPolicyId: policy.ref });
    const failed = metric(`${prefix}Failed`, 'Sum');
    return [
      traffic({ title, unit: 'count', lines: { made: metric(`${prefix}Completed`, 'Sum') } }),
      errors({
        title: `${title} that failed`,
        unit: 'count',
        lines: { failed },
        alarms: [
          {
            id: `failed-${title.toLowerCase()}`,
            severity: Severity.TICKET,
            lean: true,
            symptom,
            query: failed,
            threshold: { above: 0, unit: 'count' },
            datapoints: { breaching: 1, of: 1, periodSeconds: 300 },
            causes: 'the role of the policy, a key that may not be used, the quota of snapshots or images',
            lookAt: 'the state of the policy in the EC2 console, then its role',
            source: 'EBS guide, Data Lifecycle Manager metrics: a copy that is missing is noticed when it is needed',
          },
        ],
      }),
    ];
  },
};

/** A default policy names what it protects instead: volumes, or instances as images. */
function typeOf(policy: Resource): string {
  if (policy.property('DefaultPolicy') === 'INSTANCE') return 'IMAGE_MANAGEMENT';
  return String(policy.property('PolicyDetails.PolicyType') ?? 'EBS_SNAPSHOT_MANAGEMENT');
}
