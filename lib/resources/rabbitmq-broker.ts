import { Severity } from '../alarms/severity';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, errors, metricsOf, minutes, traffic } from '../signals/rows';

export const rabbitmqBroker: ResourceDefinition = {
  types: ['AWS::AmazonMQ::Broker'],
  applies: (broker) => String(broker.property('EngineType')).toUpperCase() === 'RABBITMQ',
  noun: 'message broker',
  tier: 'queue',
  missing: cannotHave({
    latency: 'Amazon MQ does not measure how long messages wait',
    saturation: 'RabbitMQ publishes memory and disk by node, and what nodes are called is not in the template',
  }),
  signals: (broker) => {
    // Unlike those of ActiveMQ, its instances have no metrics of their own.
    const metric = metricsOf('AWS/AmazonMQ', { Broker: broker.text('BrokerName') ?? '' });
    const ready = metric('MessageReadyCount', 'Minimum');
    const consumers = metric('ConsumerCount', 'Maximum');
    return [
      traffic({
        title: 'Messages a second',
        unit: 'units',
        lines: { published: metric('PublishRate', 'Average'), acknowledged: metric('AckRate', 'Average') },
      }),
      errors({
        title: 'Messages that wait',
        unit: 'count',
        lines: { ready, 'being worked on': metric('MessageUnacknowledgedCount', 'Maximum') },
        alarms: [
          {
            id: 'no-consumer',
            severity: Severity.PAGE,
            symptom: 'messages wait and nobody consumes any',
            query: { expression: 'IF(consumers < 1, ready, 0)', metrics: { ready, consumers } },
            threshold: { above: 0, unit: 'count' },
            datapoints: minutes(15, 15),
            causes: 'consumers that are down or cannot connect, a password or a security group that was changed',
            lookAt: 'whether the consumers run, then their connections in the console of the broker',
            source: 'Amazon MQ guide, RabbitMQ metrics; 15 minutes without any consumer is judgement',
          },
        ],
      }),
    ];
  },
};
