import { Severity } from '../alarms/severity';
import type { EventAlert, ResourceDefinition } from '../signals/resource-definition';
import { cannotHaveAny } from '../signals/rows';

export const ssmAssociation: ResourceDefinition = {
  types: ['AWS::SSM::Association'],
  noun: 'association',
  tier: 'operations',
  missing: cannotHaveAny('State Manager publishes no metrics, only events: failed runs are event alerts'),
  signals: () => [],
  events: (association): EventAlert[] => [
    {
      id: 'run-failed',
      severity: Severity.TICKET,
      symptom: 'a run of the association failed',
      pattern: {
        source: ['aws.ssm'],
        detailType: ['EC2 State Manager Association State Change'],
        detail: { 'association-id': [association.ref], status: ['Failed'] },
      },
      causes: 'a document that fails, an instance whose agent is offline or may not do it',
      lookAt: 'the execution history of the association in Systems Manager',
      source: 'Systems Manager guide, EventBridge events; nobody waits for it: no page',
    },
  ],
};
