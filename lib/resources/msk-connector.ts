import { Severity } from '../alarms/severity';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, errors, fiveMinutes, metricsOf, minutes, saturation, traffic } from '../signals/rows';

export const mskConnector: ResourceDefinition = {
  types: ['AWS::KafkaConnect::Connector'],
  noun: 'Kafka connector',
  tier: 'queue',
  missing: cannotHave({ latency: 'MSK Connect publishes no latency; see the lag of its consumer group' }),
  signals: (connector) => {
    const metric = metricsOf('AWS/KafkaConnect', { ConnectorName: connector.text('ConnectorName') ?? '' });
    const failed = metric('ErroredTaskCount', 'Maximum');
    const cpu = metric('CpuUtilization', 'Maximum');
    return [
      traffic({
        title: 'Bytes',
        unit: 'bytes',
        lines: { in: metric('BytesInPerSec', 'Average'), out: metric('BytesOutPerSec', 'Average') },
      }),
      errors({
        title: 'Tasks',
        unit: 'count',
        lines: { failed, running: metric('RunningTaskCount', 'Maximum') },
        alarms: [
          {
            id: 'failed-tasks',
            severity: Severity.PAGE,
            symptom: 'tasks of the connector have failed and move no data; they do not start again by themselves',
            query: failed,
            threshold: { above: 0, unit: 'count' },
            datapoints: minutes(5, 5),
            causes: 'a record that cannot be read, a source or sink that is down or refuses, credentials that expired',
            lookAt: 'the log of its workers; then restart the connector by an update',
            source:
              'MSK Connect guide, metrics: the number of tasks that have errored out; 5 of 5 minutes is judgement',
          },
        ],
      }),
      saturation({
        title: 'CPU',
        unit: '%',
        lines: { cpu, memory: metric('MemoryUtilization', 'Maximum') },
        alarms: [
          {
            id: 'cpu',
            severity: Severity.TICKET,
            symptom: 'its workers are short of CPU',
            query: cpu,
            threshold: { above: 90, unit: '%' },
            datapoints: fiveMinutes(3, 3),
            causes: 'more records than the workers can take, its maximum of workers is reached',
            lookAt: 'the number of workers against the maximum of its capacity',
            source: 'MSK Connect guide: scaling policies aim lower; 90 % for 15 minutes is judgement',
          },
        ],
      }),
    ];
  },
};
