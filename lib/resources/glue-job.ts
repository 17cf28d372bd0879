import { Severity } from '../alarms/severity';
import type { EventAlert, ResourceDefinition } from '../signals/resource-definition';
import { cannotHaveAny } from '../signals/rows';

export const glueJob: ResourceDefinition = {
  types: ['AWS::Glue::Job'],
  noun: 'job',
  tier: 'data',
  missing: cannotHaveAny(
    'Glue publishes metrics of a job only where they are switched on, as paid custom metrics; failed runs are event alerts',
  ),
  signals: () => [],
  events: (job): EventAlert[] => [
    {
      id: 'run-failed',
      severity: Severity.TICKET,
      symptom: 'a run of the job failed or timed out',
      pattern: {
        source: ['aws.glue'],
        detailType: ['Glue Job State Change'],
        // STOPPED is left out: somebody wanted that.
        detail: { jobName: [job.ref], state: ['FAILED', 'TIMEOUT'] },
      },
      facts: { Run: '$.detail.jobRunId', State: '$.detail.state', Reason: '$.detail.message' },
      causes: 'data that the script does not expect, too little memory, a connection or permission, a time-out',
      lookAt: 'the reason, then the error log of the run in /aws-glue/jobs/error',
      source:
        'Glue guide, EventBridge events; each attempt of MaxRetries is a run of its own; nobody waits for it: no page',
    },
  ],
};
