import { Stack } from 'aws-cdk-lib';
import type { Alarm, IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
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
  /** Who can be told without the notifier. */
  readonly emails: readonly string[];
  /** Where its alarms go when there is no e-mail address. */
  readonly otherwise: IAlarmAction | undefined;
}

/**
 * Watches the notifier by a path of its own: straight from the alarm to e-mail, without the notifier. Without an address
 * its alarms go where the others go: a single alert that could not be delivered, or a delay, is still told that way.
 */
export class NotifierWatch extends Construct {
  public readonly alarms: readonly Alarm[];

  public constructor(scope: Construct, id: string, props: NotifierWatchProps) {
    super(scope, id);
    const { notifier, serviceName, emails, otherwise } = props;
    const action = emails.length === 0 ? otherwise : new SnsAction(this.createTopic(props));
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

  private createTopic({ notifier, key, emails }: NotifierWatchProps): ITopic {
    const topic = new AlertTopic(this, 'Topic', { severity: Severity.PAGE, key });
    for (const email of emails) {
      new EmailChannel(email).bind({
        severity: Severity.PAGE,
        topic,
        scope: topic,
        forwarder: { notifier: () => notifier },
      });
    }
    return topic;
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
