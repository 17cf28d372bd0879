import { Severity } from '../alarms/severity';
import type { EventAlert, ResourceDefinition } from '../signals/resource-definition';
import { cannotHaveAny } from '../signals/rows';

export const emrServerlessApplication: ResourceDefinition = {
  types: ['AWS::EMRServerless::Application'],
  noun: 'EMR application',
  tier: 'data',
  missing: cannotHaveAny(
    'metrics of an application count workers by type, not what its jobs do; failed jobs are event alerts',
  ),
  signals: () => [],
  events: (application): EventAlert[] => [
    {
      id: 'job-failed',
      severity: Severity.TICKET,
      symptom: 'a job run failed',
      pattern: {
        source: ['aws.emr-serverless'],
        detailType: ['EMR Serverless Job Run State Change'],
        // CANCELLED is left out: somebody wanted that.
        detail: { applicationId: [application.ref], state: ['FAILED'] },
      },
      facts: { 'Job run': '$.detail.jobRunId', Job: '$.detail.jobRunName' },
      causes: 'data that the program does not expect, too little memory, the maximum capacity, a permission',
      lookAt: 'the driver log of the job run in EMR Studio',
      source: 'EMR Serverless guide, EventBridge events; nobody waits for a job: no page',
    },
  ],
};
