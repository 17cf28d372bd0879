import type { MessageAttribute } from '../queues/message';

/** A message on its way from a topic to its subscribers. */
export interface Notification {
  readonly messageId: string;
  readonly topicArn: string;
  readonly subject?: string;
  readonly message: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  readonly atMs: number;
}

/** The body that a queue or an HTTP endpoint gets, unless delivery is raw. */
export function envelopeOf(notification: Notification, subscriptionArn: string): Record<string, unknown> {
  const { certificate, unsubscribe } = links(notification, subscriptionArn);
  const attributes = attributesOf(notification);
  return {
    Type: 'Notification',
    MessageId: notification.messageId,
    TopicArn: notification.topicArn,
    ...(notification.subject === undefined ? {} : { Subject: notification.subject }),
    Message: notification.message,
    Timestamp: new Date(notification.atMs).toISOString(),
    SignatureVersion: '1',
    Signature: 'REHEARSAL',
    SigningCertURL: certificate,
    UnsubscribeURL: unsubscribe,
    ...(Object.keys(attributes).length === 0 ? {} : { MessageAttributes: attributes }),
  };
}

/** The event that a subscribed function gets; its links are spelled `…Url`, unlike the envelope's. */
export function snsEventOf(
  notification: Notification,
  subscriptionArn: string,
): { readonly Records: readonly unknown[] } {
  const { certificate, unsubscribe } = links(notification, subscriptionArn);
  return {
    Records: [
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: subscriptionArn,
        Sns: {
          Type: 'Notification',
          MessageId: notification.messageId,
          TopicArn: notification.topicArn,
          Subject: notification.subject ?? null,
          Message: notification.message,
          Timestamp: new Date(notification.atMs).toISOString(),
          SignatureVersion: '1',
          Signature: 'REHEARSAL',
          SigningCertUrl: certificate,
          UnsubscribeUrl: unsubscribe,
          MessageAttributes: attributesOf(notification),
        },
      },
    ],
  };
}

function attributesOf({ attributes }: Notification): Record<string, { Type: string; Value: string }> {
  const entries = Object.entries(attributes);
  return Object.fromEntries(
    entries.map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      { Type: DataType, Value: StringValue ?? BinaryValue ?? '' },
    ]),
  );
}

function links({ topicArn }: Notification, subscriptionArn: string): { certificate: string; unsubscribe: string } {
  const host = `https://sns.${topicArn.split(':')[3]}.amazonaws.com`;
  return {
    certificate: `${host}/SimpleNotificationService-rehearsal.pem`,
    unsubscribe: `${host}/?Action=Unsubscribe&SubscriptionArn=${subscriptionArn}`,
  };
}
