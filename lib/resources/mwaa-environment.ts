import { Severity } from '../alarms/severity';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, errors, metricsOf, minutes, saturation, traffic } from '../signals/rows';

export const mwaaEnvironment: ResourceDefinition = {
  types: ['AWS::MWAA::Environment'],
  noun: 'Airflow environment',
  tier: 'data',
  missing: cannotHave({ latency: 'Airflow measures workflows one by one, and these are not in the template' }),
  signals: (environment) => {
    const metric = metricsOf('AmazonMWAA', { Environment: environment.ref });
    const heartbeat = metric('SchedulerHeartbeat', 'Sum', { Function: 'Scheduler' });
    return [
      traffic({
        title: 'Tasks that run',
        unit: 'count',
        lines: { running: metric('RunningTasks', 'Maximum', { Function: 'Executor' }) },
      }),
      errors({
        title: 'Heartbeats of the scheduler',
        unit: 'count',
        lines: { heartbeats: heartbeat },
        alarms: [
          {
            id: 'scheduler',
            severity: Severity.PAGE,
            symptom: 'the scheduler of Airflow is down: no workflow starts',
            query: heartbeat,
            threshold: { below: 1, unit: 'count' },
            // Updates and the weekly maintenance restart it.
            datapoints: minutes(20, 20),
            treatMissingData: 'breaching',
            causes: 'a scheduler without memory, a requirement that cannot be installed, an update that does not end',
            lookAt: 'the state of the environment, then the log of its scheduler',
            source: 'MWAA guide, scheduler metrics: it beats every few seconds; 20 of 20 minutes outlast a restart',
          },
        ],
      }),
      // No alarm: how many tasks may wait depends on what the workflows are for.
      saturation({
        title: 'Tasks that wait',
        unit: 'count',
        lines: { queued: metric('QueuedTasks', 'Maximum', { Function: 'Executor' }) },
      }),
    ];
  },
};
