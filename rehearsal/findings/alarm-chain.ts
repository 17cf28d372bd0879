import type {
  AlarmModel,
  CompositeAlarmModel,
  Model,
  QueueModel,
  SubscriptionModel,
  TopicModel,
} from '../template/model';

export type AnyAlarm = AlarmModel | CompositeAlarmModel;

/** One action of an alarm, and where it stands: `ErrorsHigh.AlarmActions[0]`. */
export interface ActionReference {
  readonly alarm: AnyAlarm;
  readonly where: string;
  readonly arn: string;
}

/** The three lists of actions of an alarm by property. */
export function actionLists(alarm: AnyAlarm): Readonly<Record<string, readonly string[]>> {
  return {
    AlarmActions: alarm.alarmActions,
    OKActions: alarm.okActions,
    InsufficientDataActions: alarm.insufficientDataActions,
  };
}

/** Every action of every alarm, in the template's order. */
export function actionsOf({ alarms, compositeAlarms }: Model): ActionReference[] {
  return [...alarms, ...compositeAlarms].flatMap((alarm) =>
    Object.entries(actionLists(alarm)).flatMap(([property, arns]) =>
      arns.map((arn, index) => ({ alarm, arn, where: `${alarm.logicalId}.${property}[${index}]` })),
    ),
  );
}

/** The topics of the template that alarms act on, with the alarms. */
export function alertTopics(model: Model): { readonly topic: TopicModel; readonly alarms: readonly AnyAlarm[] }[] {
  const actions = actionsOf(model);
  return model.topics.flatMap((topic) => {
    const alarms = new Set(actions.filter(({ arn }) => arn === topic.arn).map(({ alarm }) => alarm));
    return alarms.size === 0 ? [] : [{ topic, alarms: [...alarms] }];
  });
}

/** The subscriptions to these topics. */
export function alertSubscriptions(
  model: Model,
): { readonly topic: TopicModel; readonly subscription: SubscriptionModel }[] {
  return alertTopics(model).flatMap(({ topic }) =>
    model.subscriptions
      .filter(({ topicArn }) => topicArn === topic.arn)
      .map((subscription) => ({ topic, subscription })),
  );
}

/** The queues of the template that are told of alarms. */
export function alertQueues(
  model: Model,
): { readonly topic: TopicModel; readonly subscription: SubscriptionModel; readonly queue: QueueModel }[] {
  return alertSubscriptions(model).flatMap(({ topic, subscription }) =>
    model.queues
      .filter(({ arn }) => subscription.protocol === 'sqs' && arn === subscription.endpoint)
      .map((queue) => ({ topic, subscription, queue })),
  );
}

/** `1 alarm (ErrorsHigh)`, `7 alarms (ErrorsHigh, SlowOrders …)`. */
export function countedAlarms(alarms: readonly AnyAlarm[]): string {
  const shown = alarms.slice(0, 2).map(({ logicalId }) => logicalId);
  const rest = alarms.length > shown.length ? ' …' : '';
  return `${alarms.length} alarm${alarms.length === 1 ? '' : 's'} (${shown.join(', ')}${rest})`;
}

/** Whether something else than what the Model holds may take part: a resource of one of these types is in the template. */
export function hasUnreadType({ notRehearsed }: Model, types: RegExp): boolean {
  return notRehearsed.some(({ what }) => types.test(what));
}

/** Whether the template gives a value to other stacks. */
export function isExported({ outputs }: Model, value: string): boolean {
  return Object.values(outputs).some((output) => output.includes(value));
}
