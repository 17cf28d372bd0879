import { Severity } from '../alarms/severity';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, errors, latency, metricsOf, traffic } from '../signals/rows';

export const sagemakerPipeline: ResourceDefinition = {
  types: ['AWS::SageMaker::Pipeline'],
  noun: 'model pipeline',
  tier: 'operations',
  missing: cannotHave({ saturation: 'a pipeline starts what it needs; quotas are those of the account' }),
  signals: (pipeline) => {
    // Written so by AWS, unlike the other namespaces of SageMaker.
    const metric = metricsOf('AWS/Sagemaker/ModelBuildingPipeline', {
      PipelineName: pipeline.text('PipelineName') ?? '',
    });
    const failed = metric('ExecutionFailed', 'Sum');
    return [
      latency({
        title: 'Time of an execution',
        unit: 'ms',
        lines: { average: metric('ExecutionDuration', 'Average') },
      }),
      traffic({ title: 'Executions', unit: 'count', lines: { started: metric('ExecutionStarted', 'Sum') } }),
      errors({
        title: 'Executions that failed',
        unit: 'count',
        lines: { failed },
        alarms: [
          {
            id: 'failed-executions',
            severity: Severity.TICKET,
            lean: true,
            symptom: 'an execution of the pipeline failed',
            query: failed,
            threshold: { above: 0, unit: 'count' },
            datapoints: { breaching: 1, of: 1, periodSeconds: 300 },
            causes: 'data that a step does not expect, a permission, a quota of instances',
            lookAt: 'the step that failed in SageMaker Studio',
            source: 'SageMaker guide, pipeline metrics; nobody waits for it: no page',
          },
        ],
      }),
    ];
  },
};
