import { Severity } from '../alarms/severity';
import type { EventAlert, ResourceDefinition } from '../signals/resource-definition';
import { cannotHaveAny } from '../signals/rows';

const NO_METRICS = 'AWS Batch publishes no metrics, only events';

export const batchJobQueue: ResourceDefinition = {
  types: ['AWS::Batch::JobQueue'],
  noun: 'job queue',
  tier: 'compute',
  missing: cannotHaveAny(NO_METRICS, { errors: `${NO_METRICS}: failed jobs are event alerts` }),
  signals: () => [],
  events: (queue): EventAlert[] => [
    {
      id: 'job-failed',
      severity: Severity.TICKET,
      symptom: 'a job failed after its last attempt',
      pattern: {
        source: ['aws.batch'],
        detailType: ['Batch Job State Change'],
        detail: { jobQueue: [queue.ref], status: ['FAILED'] },
      },
      // The event also holds the command and the environment of the container: not for everybody.
      facts: {
        Job: '$.detail.jobName',
        'Job id': '$.detail.jobId',
        Reason: '$.detail.statusReason',
        Log: '$.detail.container.logStreamName',
      },
      causes: 'an exit code other than 0, too little memory, an image that cannot be pulled, a Spot interruption',
      lookAt: 'the reason, then the log stream of the job in /aws/batch/job',
      source: 'Batch guide, job state change events: FAILED comes after all attempts; nobody waits for a job: no page',
    },
    {
      id: 'blocked',
      severity: Severity.TICKET,
      symptom: 'the job at the head of the queue cannot start and blocks the others',
      pattern: {
        source: ['aws.batch'],
        detailType: ['Batch Job Queue Blocked'],
        detail: { jobQueue: [queue.ref] },
      },
      facts: { Job: '$.detail.jobName', 'Job id': '$.detail.jobId', Reason: '$.detail.statusReason' },
      causes: 'a job that asks for more than its compute environment has, a wrong role or network, no capacity',
      lookAt: 'the reason, then the status of the compute environments',
      source: 'Batch guide, job queue blocked events',
    },
  ],
};
