import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, fiveMinutes, latency, type MetricOf, metricsOf, minutes, saturation, traffic } from '../signals/rows';
import type { AlarmDefault } from '../signals/signal';

const GIB = 1024 ** 3;

export const elasticacheServerless: ResourceDefinition = {
  types: ['AWS::ElastiCache::ServerlessCache'],
  noun: 'serverless cache',
  tier: 'data',
  missing: [],
  signals: (cache) => {
    // Spelt like this, unlike the dimension of nodes.
    const metric = metricsOf('AWS/ElastiCache', { clusterId: cache.text('ServerlessCacheName') ?? cache.ref });
    return [
      latency({
        title: 'Read latency',
        unit: 'µs',
        lines: { read: metric('SuccessfulReadRequestLatency', 'Average') },
        alarms: [
          {
            id: 'read-latency',
            severity: Severity.TICKET,
            symptom: 'reads are slow',
            query: metric('SuccessfulReadRequestLatency', 'Average'),
            threshold: { above: 5000, unit: 'µs' },
            datapoints: minutes(5, 5),
            causes: 'commands over large collections, a steep rise of load',
            lookAt: 'ECPUs and throttled commands',
            source: 'AWS ElastiCache guidance: reads take microseconds; 5 ms is far from it',
          },
        ],
      }),
      traffic({ title: 'ECPUs', unit: 'units', lines: { ECPUs: metric('ElastiCacheProcessingUnits', 'Sum') } }),
      errors({
        title: 'Throttled commands',
        unit: 'count',
        lines: { throttled: metric('ThrottledCmds', 'Sum') },
        alarms: [
          {
            id: 'throttled',
            severity: Severity.PAGE,
            symptom: 'commands are throttled',
            query: metric('ThrottledCmds', 'Sum'),
            threshold: { above: 0, unit: 'count' },
            datapoints: minutes(3, 5),
            causes: 'the ECPU limit of the cache, load that doubled within minutes',
            lookAt: 'the usage limits of the cache',
            source: 'AWS ElastiCache serverless guide: throttled commands are refused',
          },
        ],
      }),
      saturation({
        title: 'Data',
        unit: 'bytes',
        inOverview: false,
        lines: { used: metric('BytesUsedForCache', 'Maximum') },
        alarms: storage(cache, metric),
      }),
    ];
  },
};

/** Only where the cache has a limit. */
function storage(cache: Resource, metric: MetricOf): AlarmDefault[] {
  const maximum = cache.number('CacheUsageLimits.DataStorage.Maximum', 0);
  if (maximum === 0) return [];
  return [
    {
      id: 'storage',
      severity: Severity.TICKET,
      symptom: 'the data comes near the limit of the cache; then keys are evicted',
      query: metric('BytesUsedForCache', 'Maximum'),
      threshold: { above: 0.8 * maximum * GIB, unit: 'bytes' },
      datapoints: fiveMinutes(2, 3),
      causes: 'keys without expiry, growing data',
      lookAt: 'evictions; raise the limit of the cache',
      source: 'AWS ElastiCache serverless guide: at the limit keys are evicted; 80 % is judgement',
    },
  ];
}
