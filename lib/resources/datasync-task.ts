import { Severity } from '../alarms/severity';
import { arnPart } from '../signals/arn';
import type { EventAlert, ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, metricsOf, traffic } from '../signals/rows';

export const datasyncTask: ResourceDefinition = {
  types: ['AWS::DataSync::Task'],
  noun: 'transfer task',
  tier: 'data',
  missing: cannotHave({
    latency: 'DataSync does not measure how long a transfer takes',
    errors: 'DataSync publishes no errors, only events: failed runs are event alerts',
    saturation: 'DataSync does not say how full a task is',
  }),
  signals: (task) => {
    const metric = metricsOf('AWS/DataSync', { TaskId: arnPart(task.ref, '/', 1) });
    return [traffic({ title: 'Bytes', unit: 'bytes', lines: { transferred: metric('BytesTransferred', 'Sum') } })];
  },
  events: (task): EventAlert[] => [
    {
      id: 'run-failed',
      severity: Severity.TICKET,
      symptom: 'a transfer failed',
      pattern: {
        source: ['aws.datasync'],
        detailType: ['DataSync Task Execution State Change'],
        // The resource of the event is the execution: `…:task/task-1/execution/exec-1`.
        resources: [{ prefix: `${task.ref}/` }],
        detail: { State: ['ERROR'] },
      },
      causes:
        'a location that cannot be reached, a permission, an agent that is offline, files that could not be verified',
      lookAt: 'the history of the task in the DataSync console, then its log group',
      source: 'DataSync guide, EventBridge events; what is missing is noticed later: no page',
    },
  ],
};
