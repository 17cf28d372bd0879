import { Severity } from '../alarms/severity';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, latency, metricsOf, minutes, saturation, traffic } from '../signals/rows';

export const flinkApplication: ResourceDefinition = {
  types: ['AWS::KinesisAnalyticsV2::Application'],
  noun: 'Flink application',
  tier: 'compute',
  leftOut: (application) => {
    const runtime = String(application.property('RuntimeEnvironment'));
    if (runtime.startsWith('ZEPPELIN')) return 'who works in a Studio notebook sees how it does';
    return runtime.startsWith('SQL') ? 'SQL applications publish other metrics than Flink' : undefined;
  },
  missing: [],
  signals: (application) => {
    const metric = metricsOf('AWS/KinesisAnalytics', { Application: application.ref });
    return [
      // No default alarm: how long a checkpoint takes depends on the state.
      latency({
        title: 'Duration of the last checkpoint',
        unit: 'ms',
        inOverview: false,
        lines: { checkpoint: metric('lastCheckpointDuration', 'Maximum') },
      }),
      traffic({ title: 'Processing units', unit: 'units', lines: { KPUs: metric('KPUs', 'Maximum') } }),
      errors({
        title: 'Downtime',
        unit: 'ms',
        lines: { down: metric('downtime', 'Maximum') },
        alarms: [
          {
            id: 'down',
            severity: Severity.PAGE,
            symptom: 'the application is down: it fails and restarts',
            query: metric('downtime', 'Maximum'),
            threshold: { above: 0, unit: 'ms' },
            // Deprecated since Flink 2.2, but published until it is removed.
            // A deployment and a rescaling restart it, which takes a few minutes.
            datapoints: minutes(10, 10),
            causes: 'an exception in the code, a record that cannot be read, a source or sink that is down',
            lookAt: 'exceptions in the log of the application',
            source: 'AWS recommended alarms of Managed Flink: above 0; 10 of 10 minutes to survive a deployment',
          },
        ],
      }),
      saturation({
        title: 'CPU and heap',
        unit: '%',
        lines: { CPU: metric('cpuUtilization', 'Average'), heap: metric('heapMemoryUtilization', 'Average') },
        alarms: [
          {
            id: 'cpu',
            severity: Severity.TICKET,
            symptom: 'the application is short of CPU, and will fall behind',
            query: metric('cpuUtilization', 'Average'),
            threshold: { above: 90, unit: '%' },
            datapoints: { breaching: 6, of: 6, periodSeconds: 300 },
            causes: 'more records than it can process, auto scaling at its maximum or switched off',
            lookAt: 'the age of records at the source, then parallelism',
            source: 'Managed Flink guide: auto scaling acts at 75 %; 90 % for half an hour is more than it could help',
          },
        ],
      }),
    ];
  },
};
