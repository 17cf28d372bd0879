import { Token } from 'aws-cdk-lib';
import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { arnPart } from '../signals/arn';
import { GoldenSignal } from '../signals/golden-signal';
import type { EventAlert, ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, fiveMinutes, latency, metricsOf, saturation, traffic } from '../signals/rows';

const WHY = 'its metrics carry the identifier of its instance, which the app does not name';
const UNKNOWN_INSTANCE = cannotHave({ latency: WHY, traffic: WHY, saturation: WHY });

export const dmsReplicationTask: ResourceDefinition = {
  types: ['AWS::DMS::ReplicationTask'],
  readFrom: ['AWS::DMS::ReplicationInstance'],
  noun: 'replication task',
  tier: 'data',
  missing: [{ goldenSignal: GoldenSignal.ERRORS, why: 'a task that fails is told in an event, and is an event alert' }],
  missingHere: (task) => (instanceOf(task) === undefined ? UNKNOWN_INSTANCE : []),
  signals: (task) => {
    const instance = instanceOf(task);
    if (instance === undefined) return [];
    const metric = metricsOf('AWS/DMS', {
      ReplicationInstanceIdentifier: instance,
      // Not the identifier that the template gives it, but the end of its ARN.
      ReplicationTaskIdentifier: arnPart(task.ref, ':', 6),
    });
    const behind = metric('CDCLatencyTarget', 'Maximum');
    const follows = task.property('MigrationType') !== 'full-load';
    return [
      latency({
        title: 'How far the target is behind',
        unit: 's',
        lines: { target: behind, source: metric('CDCLatencySource', 'Maximum') },
        // A task that loads once never falls behind.
        alarms: !follows
          ? []
          : [
              {
                id: 'behind',
                severity: Severity.TICKET,
                symptom: 'the target falls behind the source',
                query: behind,
                threshold: { above: 600, unit: 's' },
                datapoints: fiveMinutes(3, 3),
                causes: 'a large transaction, missing indexes on the target, an instance that is too small',
                lookAt: 'changes in memory and on disk, then the load of the target',
                source: 'DMS guide, troubleshooting latency; 10 minutes for 15 minutes is judgement',
              },
            ],
      }),
      traffic({
        title: 'Rows',
        unit: 'units',
        lines: {
          changes: metric('CDCThroughputRowsTarget', 'Average'),
          'full load': metric('FullLoadThroughputRowsTarget', 'Average'),
        },
      }),
      saturation({
        title: 'Changes waiting',
        unit: 'count',
        lines: {
          'in memory': metric('CDCChangesMemoryTarget', 'Maximum'),
          'on disk': metric('CDCChangesDiskTarget', 'Maximum'),
        },
      }),
    ];
  },
  events: (task): EventAlert[] => [
    {
      id: 'task-failed',
      severity: Severity.TICKET,
      symptom: 'the replication task failed',
      pattern: {
        source: ['aws.dms'],
        detailType: ['DMS Replication Task State Change'],
        resources: [task.ref],
        detail: { eventType: ['REPLICATION_TASK_FAILED'] },
      },
      facts: { Reason: '$.detail.detailMessage' },
      causes: 'source or target cannot be reached, a log of the source that is gone, a full disk, a permission',
      lookAt: 'the log of the task',
      source: 'DMS guide, events: a task that failed does not start again by itself',
    },
  ],
};

function instanceOf(task: Resource): string | undefined {
  // DMS keeps it in lower case, whatever the template says; of a name that is not known here, nothing can be said.
  const name = task.references('ReplicationInstanceArn')[0]?.text('ReplicationInstanceIdentifier');
  return name === undefined || Token.isUnresolved(name) ? name : name.toLowerCase();
}
