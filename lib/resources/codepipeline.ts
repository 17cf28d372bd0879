import { Severity } from '../alarms/severity';
import type { EventAlert, ResourceDefinition } from '../signals/resource-definition';
import { cannotHaveAny } from '../signals/rows';

export const codepipeline: ResourceDefinition = {
  types: ['AWS::CodePipeline::Pipeline'],
  noun: 'pipeline',
  tier: 'operations',
  missing: cannotHaveAny('a pipeline tells what happens to it in events: failed executions are event alerts'),
  signals: () => [],
  events: (pipeline): EventAlert[] => [
    {
      id: 'execution-failed',
      severity: Severity.TICKET,
      symptom: 'an execution of the pipeline failed',
      pattern: {
        source: ['aws.codepipeline'],
        detailType: ['CodePipeline Pipeline Execution State Change'],
        detail: { pipeline: [pipeline.ref], state: ['FAILED'] },
      },
      facts: { Execution: '$.detail.execution-id' },
      causes: 'a failed build or test, a deployment that was rolled back, a permission, an approval that was refused',
      lookAt: 'the stage that failed in the CodePipeline console',
      source: 'CodePipeline guide, execution events; superseded and cancelled executions have states of their own',
    },
  ],
};
