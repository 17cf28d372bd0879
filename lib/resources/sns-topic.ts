import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { GoldenSignal } from '../signals/golden-signal';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, type MetricOf, metricsOf, minutes, traffic } from '../signals/rows';
import type { AlarmDefault } from '../signals/signal';

const SUBSCRIPTION = 'AWS::SNS::Subscription';

/** Subscribers outside AWS, or people: that some of them cannot be reached is normal. */
const UNRELIABLE = ['http', 'https', 'email', 'email-json', 'sms', 'application'];

export const snsTopic: ResourceDefinition = {
  types: ['AWS::SNS::Topic'],
  readFrom: [SUBSCRIPTION],
  noun: 'topic',
  tier: 'queue',
  missing: [
    {
      goldenSignal: GoldenSignal.LATENCY,
      why: 'SNS publishes no latency; dwell times are in delivery status logs only',
    },
    {
      goldenSignal: GoldenSignal.SATURATION,
      why: 'SNS publishes no saturation of a topic; SMS spend is one metric of the account',
    },
  ],
  signals: (topic) => {
    const metric = metricsOf('AWS/SNS', { TopicName: topic.attribute('TopicName') });
    const subscriptions = topic.referrers(SUBSCRIPTION);
    return [
      traffic({
        title: 'Messages',
        unit: 'count',
        lines: {
          published: metric('NumberOfMessagesPublished', 'Sum'),
          delivered: metric('NumberOfNotificationsDelivered', 'Sum'),
        },
      }),
      errors({
        title: 'Failed and refused deliveries',
        unit: 'count',
        lines: {
          failed: metric('NumberOfNotificationsFailed', 'Sum'),
          // No alarm on it: the dead-letter queue has its own.
          'to dead-letter queue': metric('NumberOfNotificationsRedrivenToDlq', 'Sum'),
        },
        alarms: [
          protocols(topic, subscriptions).some((protocol) => UNRELIABLE.includes(protocol))
            ? failedShareAlarm(metric)
            : failedAlarm(metric),
          ...subscriptionAlarms(subscriptions, metric),
        ],
      }),
    ];
  },
};

/** Of the subscriptions of this stack, beside and within the topic. */
function protocols(topic: Resource, subscriptions: readonly Resource[]): string[] {
  const inline = topic.property('Subscription');
  return [
    ...subscriptions.map((subscription) => String(subscription.property('Protocol'))),
    ...(Array.isArray(inline) ? inline.map((subscription) => String(subscription?.Protocol)) : []),
  ];
}

function failedAlarm(metric: MetricOf): AlarmDefault {
  return {
    id: 'failed-deliveries',
    severity: Severity.PAGE,
    symptom: 'messages cannot be delivered to subscribers',
    query: metric('NumberOfNotificationsFailed', 'Sum'),
    threshold: { above: 0, unit: 'count' },
    datapoints: minutes(5, 5),
    causes: 'a queue policy or a key that does not let SNS in, a subscriber that was deleted',
    lookAt: 'the policies of the subscribed queues and functions, and the keys they use',
    source: 'AWS recommended alarms: 0 for queues, functions and Firehose, 5 of 5 minutes',
  };
}

function failedShareAlarm(metric: MetricOf): AlarmDefault {
  return {
    id: 'failed-deliveries',
    severity: Severity.TICKET,
    symptom: 'many messages cannot be delivered to subscribers',
    query: {
      expression: 'IF(failed >= 2, 100 * failed / (failed + delivered), 0)',
      metrics: {
        failed: metric('NumberOfNotificationsFailed', 'Sum'),
        delivered: metric('NumberOfNotificationsDelivered', 'Sum'),
      },
    },
    threshold: { above: 10, unit: '%' },
    datapoints: minutes(5, 5),
    causes: 'an endpoint that is down or refuses, phone numbers and devices that are gone, the SMS spend limit',
    lookAt: 'delivery status logs, if they are switched on; the SMS spend limit of the account',
    source: 'AWS recommended alarms, 5 of 5 minutes; 10 % is judgement: some people and endpoints cannot be reached',
  };
}

/** What only happens with filter policies and dead-letter queues. */
function subscriptionAlarms(subscriptions: readonly Resource[], metric: MetricOf): AlarmDefault[] {
  const alarms: AlarmDefault[] = [];
  const filtering = subscriptions.filter((subscription) => subscription.property('FilterPolicy') !== undefined);
  const onBody = filtering.filter((subscription) => subscription.property('FilterPolicyScope') === 'MessageBody');
  if (filtering.length > onBody.length) {
    alarms.push(unreadable('invalid-attributes', 'InvalidAttributes', 'attributes', metric));
  }
  if (onBody.length > 0) alarms.push(unreadable('invalid-body', 'InvalidMessageBody', 'body', metric));
  if (subscriptions.some((subscription) => subscription.property('RedrivePolicy') !== undefined)) {
    alarms.push({
      id: 'dead-letter-failures',
      severity: Severity.PAGE,
      symptom: 'messages are lost: neither the subscriber nor the dead-letter queue takes them',
      query: metric('NumberOfNotificationsFailedToRedriveToDlq', 'Sum'),
      threshold: { above: 0, unit: 'count' },
      datapoints: minutes(1, 1),
      causes: 'the policy or the key of the dead-letter queue does not let SNS write, or the queue was deleted',
      lookAt: 'the queue policy and the key of the dead-letter queue',
      source: 'AWS recommended alarms: 0; at once, because each one is a message that is gone',
    });
  }
  return alarms;
}

function unreadable(id: string, what: string, part: string, metric: MetricOf): AlarmDefault {
  return {
    id,
    severity: Severity.TICKET,
    symptom: `subscribers miss messages, because the ${part} cannot be read by their filter policy`,
    query: metric(`NumberOfNotificationsFilteredOut-${what}`, 'Sum'),
    threshold: { above: 0, unit: 'count' },
    datapoints: minutes(5, 5),
    causes: `a publisher that writes ${part === 'body' ? 'something else than JSON' : 'attributes of an unknown type'}`,
    lookAt: 'the publisher that was deployed last',
    source: 'AWS recommended alarms: 0, 5 of 5 minutes',
  };
}
