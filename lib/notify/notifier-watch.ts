import { Stack, Validations } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { createAlarm } from '../alarms/create-alarm';
import { Severity } from '../alarms/severity';
import { describeAlarm } from '../plan/alarm-description';
import { ownerName } from '../plan/plan-resource';
import { metricsOf, minutes } from '../signals/rows';
import type { AlarmDefault } from '../signals/signal';
import { AlertTopic } from './alert-topic';
import { EmailChannel } from './email-channel';
import type { Notifier } from './notifier';

export interface NotifierWatchProps {
  readonly notifier: Notifier;
  readonly key: IKey;
  readonly serviceName: string;
  readonly emails: readonly string[];
}

/** Watches the notifier by a path of its own: straight from the alarm to e-mail, without the notifier. */
export class NotifierWatch extends Construct {
  public readonly alarms: readonly Alarm[];

  public constructor(scope: Construct, id: string, { notifier, key, serviceName, emails }: NotifierWatchProps) {
    super(scope, id);
    const route = new AlertTopic(this, 'Topic', { key });
    for (const email of emails) {
      new EmailChannel(email).bind({
        severity: Severity.PAGE,
        topic: route.topic,
        scope: route,
        forwarder: { notifier: () => notifier },
      });
    }
    if (emails.length === 0) {
      Validations.of(this).addWarning(
        'golden-signals:notifier-unwatched',
        'nobody is told when the notifier itself fails: add an EmailChannel to a route, which does not need the notifier',
      );
    }
    const action = new SnsAction(route.topic);
    this.alarms = notifierAlarms(notifier).map((alarm) => {
      const planned = {
        ...alarm,
        treatMissingData: 'notBreaching' as const,
        name: `${ownerName(serviceName, Stack.of(this).stackName)}/${alarm.id}`,
        description: describeAlarm(alarm, `notifier of ${serviceName}`, undefined),
      };
      return createAlarm(this, alarm.id, planned, action);
    });
  }
}

function notifierAlarms(notifier: Notifier): AlarmDefault[] {
  const shared = {
    severity: Severity.PAGE,
    source: 'an alert that reaches nobody is the one failure that monitoring must not have',
  } as const;
  const queue = (name: string) => metricsOf('AWS/SQS', { QueueName: name });
  const fn = metricsOf('AWS/Lambda', { FunctionName: notifier.function.functionName });
  return [
    {
      ...shared,
      id: 'notifier-undeliverable',
      symptom: 'alerts could not be delivered and wait in the dead-letter queue of the notifier',
      query: queue(notifier.deadLetterQueue.queueName)('ApproximateNumberOfMessagesVisible', 'Maximum'),
      threshold: { above: 0, unit: 'count' },
      datapoints: minutes(1, 1),
      causes: 'the Slack secret is missing, wrong or revoked, the channel is gone, the vendor was down for an hour',
      lookAt:
        'the attributes of the messages in the dead-letter queue say why; mend it, then redrive them to the queue of the notifier',
    },
    {
      ...shared,
      id: 'notifier-delayed',
      symptom: 'alerts wait to be delivered',
      query: queue(notifier.queue.queueName)('ApproximateAgeOfOldestMessage', 'Maximum'),
      threshold: { above: 300, unit: 's' },
      datapoints: minutes(3, 3),
      causes: 'the chat vendor answers errors or asks to wait, or the notifier is throttled',
      lookAt: 'the warnings in the log of the notifier',
    },
    {
      ...shared,
      id: 'notifier-errors',
      symptom: 'the notifier fails',
      query: fn('Errors', 'Sum'),
      threshold: { above: 0, unit: 'count' },
      datapoints: minutes(1, 1),
      causes: 'a wrong environment, a missing permission, a bug',
      lookAt: 'the error lines in the log of the notifier',
    },
  ];
}
