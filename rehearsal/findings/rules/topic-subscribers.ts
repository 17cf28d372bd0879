import { alertTopics, countedAlarms, hasUnreadType, isExported } from '../alarm-chain';
import { rule } from '../rule';

/** Amazon Q in chat (Chatbot) subscribes by itself to the topics of its configuration. */
const SUBSCRIBES_BY_ITSELF = /AWS::Chatbot::/;

/** Topics that nobody listens to. One that is exported may have its subscribers in another stack. */
export const topicSubscribers = rule({
  finds: { 'action-to-nobody': { level: 'error', means: 'alarms act on a topic without any subscription' } },
  find: (model) => {
    if (hasUnreadType(model, SUBSCRIBES_BY_ITSELF)) return [];
    return alertTopics(model)
      .filter(({ topic: { arn } }) => !model.subscriptions.some(({ topicArn }) => topicArn === arn))
      .filter(({ topic: { arn, topicName } }) => !isExported(model, arn) && !isExported(model, topicName))
      .map(({ topic: { logicalId }, alarms }) => ({
        id: 'action-to-nobody' as const,
        where: logicalId,
        what: `the topic has no subscription: nobody is told of ${countedAlarms(alarms)}`,
        advice: 'Subscribe an e-mail address, a queue or a function to it; GoldenSignals does so for its channels.',
      }));
  },
});
