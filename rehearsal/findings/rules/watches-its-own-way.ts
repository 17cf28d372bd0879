import type { AlarmModel, Model, SubscriptionModel } from '../../template/model';
import { alertTopics, countedAlarms } from '../alarm-chain';
import { metricAlarms } from '../metric-alarms';
import { rule } from '../rule';

/** Alarms on the way of alerts itself that go no other way: silent when they are needed most. */
export const watchesItsOwnWay = rule({
  finds: {
    'watches-its-own-way': {
      level: 'warning',
      means: 'an alarm can be heard only through the queue or function that it watches',
    },
  },
  find: (model) => {
    const deaf = new Set(metricAlarms(model).filter((alarm) => isHeardOnlyThroughWhatItWatches(alarm, model)));
    return alertTopics(model).flatMap(({ topic, alarms }) => {
      const told = alarms.filter((alarm) => deaf.has(alarm as AlarmModel));
      if (told.length === 0) return [];
      return [
        {
          id: 'watches-its-own-way' as const,
          where: topic.logicalId,
          what: `${countedAlarms(told)} of the topic watch the only way by which it tells people: when that fails, nobody is told`,
          advice:
            'Add an e-mail channel (new EmailChannel(…) in the channels of GoldenSignals), or subscribe an e-mail address to the topic.',
        },
      ];
    });
  },
});

function isHeardOnlyThroughWhatItWatches({ metrics, alarmActions }: AlarmModel, model: Model): boolean {
  if (!alarmActions.every((arn) => model.topics.some((topic) => topic.arn === arn))) return false;
  const watched = metrics.flatMap(({ metric }) => {
    const { QueueName, FunctionName } = metric?.dimensions ?? {};
    return [QueueName, FunctionName].filter((name) => name !== undefined);
  });
  const subscriptions = model.subscriptions.filter(({ topicArn }) => alarmActions.includes(topicArn));
  return (
    subscriptions.length > 0 &&
    subscriptions.every((subscription) => wayOf(subscription, model).some((name) => watched.includes(name)))
  );
}

/** The names of the queues and functions that carry an alert on; its dead-letter queue holds what they could not. */
function wayOf({ protocol, endpoint }: SubscriptionModel, model: Model): string[] {
  if (protocol === 'lambda')
    return model.functions.flatMap(({ arn, functionName }) => (arn === endpoint ? [functionName] : []));
  const queue = protocol === 'sqs' ? model.queues.find(({ arn }) => arn === endpoint) : undefined;
  if (queue === undefined) return [];
  const deadLetters = model.queues.filter(({ arn }) => arn === queue.redrive?.deadLetterTargetArn);
  const readers = model.eventSourceMappings.filter(({ eventSourceArn }) => eventSourceArn === queue.arn);
  return [
    ...[queue, ...deadLetters].map(({ queueName }) => queueName),
    ...readers.map((reader) => reader.functionName),
  ];
}
