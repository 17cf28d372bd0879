import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { GoldenSignal } from '../signals/golden-signal';
import type { ResourceDefinition } from '../signals/resource-definition';
import { metricsOf, saturation, traffic } from '../signals/rows';
import type { AlarmDefault, MathQuery, Query } from '../signals/signal';

export const activemqBroker: ResourceDefinition = {
  types: ['AWS::AmazonMQ::Broker'],
  applies: (broker) => String(broker.property('EngineType')).toUpperCase() === 'ACTIVEMQ',
  noun: 'message broker',
  tier: 'queue',
  missing: [
    { goldenSignal: GoldenSignal.LATENCY, why: 'Amazon MQ measures it by queue, and these are not in the template' },
    { goldenSignal: GoldenSignal.ERRORS, why: 'Amazon MQ measures it by queue, and these are not in the template' },
  ],
  signals: (broker) => {
    const each = (metricName: string, statistic: string): Record<string, Query> =>
      Object.fromEntries(
        instances(broker).map((name, index) => [
          `broker ${index + 1}`,
          metricsOf('AWS/AmazonMQ', { Broker: name })(metricName, statistic),
        ]),
      );
    return [
      traffic({ title: 'Messages stored', unit: 'count', lines: each('TotalMessageCount', 'Maximum') }),
      saturation({
        id: 'store',
        title: 'Storage used',
        unit: '%',
        lines: each('StorePercentUsage', 'Maximum'),
        alarms: [
          {
            id: 'store',
            severity: Severity.PAGE,
            symptom: 'the storage of the broker is nearly full; a full one blocks producers',
            query: worst(broker, 'StorePercentUsage', 'Maximum'),
            threshold: { above: 80, unit: '%' },
            datapoints: { breaching: 3, of: 3, periodSeconds: 300 },
            causes: 'consumers that are stopped or too slow, a dead-letter queue that nobody reads',
            lookAt: 'which queue holds the messages',
            source: 'Amazon MQ guide: producers are blocked at 100 %; 80 % is judgement',
          },
        ],
      }),
      saturation({
        title: 'Heap used',
        unit: '%',
        lines: each('HeapUsage', 'Average'),
        alarms: [heapAlarm(worst(broker, 'HeapUsage', 'Average'))],
      }),
    ];
  },
};

/** A metric belongs to one instance of the broker: `orders-1`, and `orders-2` for its standby. */
function instances(broker: Resource): string[] {
  const name = broker.text('BrokerName') ?? '';
  const standby = broker.property('DeploymentMode') === 'ACTIVE_STANDBY_MULTI_AZ';
  return standby ? [`${name}-1`, `${name}-2`] : [`${name}-1`];
}

/** Only the active one of the two publishes much. */
function worst(broker: Resource, metricName: string, statistic: string): MathQuery {
  const metrics = instances(broker).map(
    (name, index) => [`b${index + 1}`, metricsOf('AWS/AmazonMQ', { Broker: name })(metricName, statistic)] as const,
  );
  return { expression: `MAX([${metrics.map(([id]) => id).join(', ')}])`, metrics: Object.fromEntries(metrics) };
}

function heapAlarm(query: MathQuery): AlarmDefault {
  return {
    id: 'heap',
    severity: Severity.TICKET,
    symptom: 'the broker is short of memory and will slow down',
    query,
    threshold: { above: 90, unit: '%' },
    datapoints: { breaching: 6, of: 6, periodSeconds: 300 },
    causes: 'many connections or destinations, large messages, consumers that do not acknowledge',
    lookAt: 'connections and messages of the broker',
    source: 'Amazon MQ guide on memory; 90 % for half an hour is judgement, since collection brings it down',
  };
}
