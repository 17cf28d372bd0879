import { type Clock, Phase } from '../../clock';
import type { AwsAnswer, AwsBackend, AwsCall } from '../../handlers/invocation';
import type { EmailPost } from '../../run-record';
import { functionNameIn } from '../../template/function-name';
import type { SubscriptionModel, TopicModel } from '../../template/model';
import { canonicalJson } from '../../trace';
import type { Lambdas } from '../lambda/lambdas';
import type { MessageAttribute } from '../queues/message';
import type { Queues } from '../queues/queues';
import type { Recorder } from '../recorder';
import type { StableIds } from '../stable-ids';
import { emailTextOf } from './alarm-email';
import { passesFilter, reasonFiltered } from './filter-policy';
import { envelopeOf, type Notification, snsEventOf } from './notification';

/** What `Topics` works with. */
export interface TopicsOptions {
  readonly topics: readonly TopicModel[];
  readonly subscriptions: readonly SubscriptionModel[];
  readonly clock: Clock;
  readonly recorder: Recorder;
  readonly ids: StableIds;
  readonly queues: Queues;
  readonly lambdas: Lambdas;
}

type Protocol = (subscription: SubscriptionModel, notification: Notification, subscriptionArn: string) => boolean;

const latencyMs = 5;

/** All topics of the stack: what is published at an instant reaches the subscribers at that instant. */
export class Topics implements AwsBackend {
  /** What went out by e-mail, in order. */
  public readonly emails: EmailPost[] = [];
  private readonly protocols: Readonly<Record<string, Protocol>>;
  /** What is published for an instant and not yet delivered. */
  private readonly published = new Map<number, { readonly topic: TopicModel; readonly notification: Notification }[]>();

  public constructor(private readonly options: TopicsOptions) {
    this.protocols = {
      sqs: (subscription, notification, arn) => this.toQueue(subscription, notification, arn),
      lambda: (subscription, notification, arn) => this.toFunction(subscription, notification, arn),
      email: ({ endpoint }, notification) => this.toEmail(endpoint, notification, emailTextOf(notification.message)),
      'email-json': ({ endpoint }, notification, arn) =>
        this.toEmail(endpoint, notification, JSON.stringify(envelopeOf(notification, arn))),
    };
  }

  /** Answers a handler's SNS call; `undefined` for another service or an operation that is not simulated. */
  public async call({ service, operation, input, atMs }: AwsCall): Promise<AwsAnswer | undefined> {
    if (service !== 'sns' || operation !== 'Publish') return undefined;
    const arn = String(input.TopicArn ?? input.TargetArn ?? '');
    const subject = typeof input.Subject === 'string' ? input.Subject : undefined;
    const attributes = (input.MessageAttributes ?? {}) as Record<string, MessageAttribute>;
    const messageId = this.publish(arn, subject, String(input.Message ?? ''), atMs + latencyMs, attributes);
    if (messageId !== undefined) return { output: { MessageId: messageId }, latencyMs };
    return { error: { code: 'NotFound', message: 'Topic does not exist', statusCode: 404 }, latencyMs };
  }

  /** Publishes at `atMs`. Returns the message id, or `undefined` when the stack has no such topic (noted in the trace). */
  public publish(
    topicArn: string,
    subject: string | undefined,
    message: string,
    atMs: number,
    attributes: Readonly<Record<string, MessageAttribute>> = {},
  ): string | undefined {
    const { topics, clock, recorder, ids } = this.options;
    const topic = topics.find(({ arn }) => arn === topicArn);
    if (topic === undefined) {
      recorder.event({ atMs, kind: 'notDelivered', to: topicArn, reason: 'the stack has no such topic' });
      return undefined;
    }
    const messageId = ids.uuid('notification', topicArn, atMs, subject ?? '', message, canonicalJson(attributes));
    const notification = {
      messageId,
      topicArn,
      ...(subject === undefined ? {} : { subject }),
      message,
      attributes,
      atMs,
    };
    const together = this.published.get(atMs);
    if (together !== undefined) together.push({ topic, notification });
    else {
      this.published.set(atMs, [{ topic, notification }]);
      clock.schedule(atMs, Phase.TRAFFIC, () => this.deliverAll(atMs));
    }
    return messageId;
  }

  /** Delivers what was published for one instant, in an order that does not depend on who published first. */
  private deliverAll(atMs: number): void {
    const all = this.published.get(atMs)!;
    this.published.delete(atMs);
    all.sort((a, b) => (a.notification.messageId < b.notification.messageId ? -1 : 1));
    for (const { topic, notification } of all) {
      const { messageId, subject = '' } = notification;
      this.count(topic, 'NumberOfMessagesPublished', atMs);
      this.options.recorder.event({ atMs, kind: 'notification', topicName: topic.topicName, messageId, subject });
      for (const subscription of this.options.subscriptions) {
        if (subscription.topicArn === topic.arn) this.deliver(topic, subscription, notification);
      }
    }
  }

  private deliver(topic: TopicModel, subscription: SubscriptionModel, notification: Notification): void {
    const protocol = this.protocols[subscription.protocol];
    // The loader has reported the protocols that are not rehearsed.
    if (protocol === undefined) return;
    const { filterPolicy, filterPolicyScope } = subscription;
    if (filterPolicy !== undefined && !passesFilter(filterPolicy, filterPolicyScope, notification)) {
      const reason = reasonFiltered(filterPolicyScope, notification);
      this.count(topic, 'NumberOfNotificationsFilteredOut', notification.atMs);
      this.count(topic, `NumberOfNotificationsFilteredOut-${reason}`, notification.atMs);
      return;
    }
    const { atMs } = notification;
    const subscriptionArn = `${topic.arn}:${subscription.logicalId}`;
    if (protocol(subscription, notification, subscriptionArn)) {
      this.count(topic, 'NumberOfNotificationsDelivered', atMs);
      return;
    }
    this.count(topic, 'NumberOfNotificationsFailed', atMs);
    const { recorder, queues } = this.options;
    const reason = 'the stack has no such endpoint';
    recorder.event({ atMs, kind: 'notDelivered', to: subscription.endpoint, reason });
    if (subscription.deadLetterTargetArn === undefined) return;
    const deadLetters = queues.find(subscription.deadLetterTargetArn);
    const body = JSON.stringify(envelopeOf(notification, subscriptionArn));
    if (deadLetters !== undefined) queues.send(deadLetters, { body }, atMs);
    const metricName = deadLetters === undefined ? 'FailedToRedriveToDlq' : 'RedrivenToDlq';
    this.count(topic, `NumberOfNotifications${metricName}`, atMs);
  }

  private toQueue(subscription: SubscriptionModel, notification: Notification, subscriptionArn: string): boolean {
    const queue = this.options.queues.find(subscription.endpoint);
    if (queue === undefined) return false;
    const { message, attributes, atMs } = notification;
    const outgoing = subscription.rawMessageDelivery
      ? { body: message, attributes }
      : { body: JSON.stringify(envelopeOf(notification, subscriptionArn)) };
    this.options.queues.send(queue, outgoing, atMs);
    return true;
  }

  private toFunction({ endpoint }: SubscriptionModel, notification: Notification, subscriptionArn: string): boolean {
    const functionName = functionNameIn(endpoint) ?? endpoint;
    if (!this.options.lambdas.has(functionName)) return false;
    this.options.lambdas.invokeAsync(functionName, snsEventOf(notification, subscriptionArn), notification.atMs);
    return true;
  }

  private toEmail(to: string, { atMs, subject, message }: Notification, text: string): boolean {
    const email = { atMs, to, subject: subject ?? 'AWS Notification Message', text: text || message };
    this.emails.push(email);
    this.options.recorder.event({ kind: 'email', atMs, to, subject: email.subject });
    return true;
  }

  private count({ topicName }: TopicModel, metricName: string, atMs: number): void {
    const dimensions = { TopicName: topicName };
    const sample = { namespace: 'AWS/SNS', metricName, dimensions, unit: 'Count', timestampMs: atMs, values: [1] };
    this.options.recorder.sample(sample);
  }
}
