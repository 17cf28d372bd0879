import type { Rehearsal } from '../rehearse';
import type { AlarmState } from '../run-record';
import { functionNameIn } from '../template/function-name';
import type { AlarmModel, CompositeAlarmModel } from '../template/model';
import type { TraceEvent } from '../trace';
import { functionSteps, type Reached } from './function-steps';
import { nameInArn } from './name-in-arn';

/** One step on the way from an alarm to a human. */
export interface ChainStep {
  readonly atMs?: number;
  readonly text: string;
  /** Nobody is told on this way: the chain ends here. */
  readonly broken?: boolean;
}

/** A change of an alarm whose message should have come. */
export interface ToldChange {
  readonly alarm: AlarmModel | CompositeAlarmModel;
  readonly state: AlarmState;
  readonly atMs: number;
  /** When it changed again. */
  readonly untilMs: number;
}

/** Follows one change of an alarm through actions, topics, subscriptions, queues and functions: what ran, what did not. */
export function deliveryChain(rehearsal: Rehearsal, change: ToldChange): ChainStep[] {
  const { alarm, state, atMs, untilMs } = change;
  const begin = { atMs, text: `${alarm.name} became ${state}` };
  const actions = actionsFor(alarm, state);
  if (!alarm.actionsEnabled) return [begin, { text: 'its actions are disabled (ActionsEnabled: false)', broken: true }];
  if (actions.length === 0) return [begin, { text: `it has no action for ${state}`, broken: true }];
  const isOfChange = (event: TraceEvent) =>
    event.atMs >= atMs && event.atMs < untilMs && event.alarmName === alarm.name;
  const events = rehearsal.trace.events.filter(isOfChange);
  const ran = events.filter(({ kind }) => kind === 'alarmAction');
  const heldBack = events
    .filter(({ kind }) => kind === 'actionsSuppressed' || kind === 'actionsMuted')
    // What is held back may run later.
    .map((event) => ({ atMs: event.atMs, text: sentenceOf(event), broken: ran.length === 0 }));
  if (heldBack.length > 0 && ran.length === 0) return [begin, ...heldBack];
  return [begin, ...heldBack, ...actions.flatMap((arn) => actionSteps(rehearsal, arn, ran, alarm.name))];
}

function sentenceOf({ kind, reason }: TraceEvent): string {
  if (typeof reason === 'string') return reason;
  return kind === 'actionsMuted' ? 'its actions are muted' : 'its actions are suppressed';
}

function actionSteps(rehearsal: Rehearsal, arn: string, ran: readonly TraceEvent[], alarmName: string): ChainStep[] {
  const event = ran.find(({ actionArn }) => actionArn === arn);
  if (event === undefined) return [{ text: `its action ${nameInArn(arn)} did not run`, broken: true }];
  const { atMs, notRehearsed } = event;
  if (typeof notRehearsed === 'string') {
    return [{ atMs, text: `its action ${nameInArn(arn)} is not rehearsed: ${notRehearsed}`, broken: true }];
  }
  if (arn.split(':')[2] !== 'lambda') return topicSteps(rehearsal, arn, { atMs, alarmName });
  const name = functionNameIn(arn) ?? nameInArn(arn);
  return [{ atMs, text: `its action invoked ${name}` }, ...functionSteps(rehearsal, name, { atMs, alarmName })];
}

function topicSteps(rehearsal: Rehearsal, arn: string, reached: Reached): ChainStep[] {
  const { atMs } = reached;
  const { model, trace, record } = rehearsal;
  const topic = model.topics.find((each) => each.arn === arn);
  if (topic === undefined) {
    return [{ atMs, text: `its action is ${arn}: the stack has no such topic`, broken: true }];
  }
  const { topicName } = topic;
  const published = { atMs, text: `its action published to the topic ${topicName}` };
  const refusal = trace.events.find(
    (event) => event.kind === 'notDelivered' && event.to === arn && event.atMs === atMs,
  );
  if (refusal !== undefined) {
    return [{ atMs, text: `the topic ${topicName} did not take it: ${String(refusal.reason)}`, broken: true }];
  }
  const subscriptions = model.subscriptions.filter(({ topicArn }) => topicArn === arn);
  if (subscriptions.length === 0) {
    return [published, { text: `the topic ${topicName} has no subscription: nobody is told`, broken: true }];
  }
  const steps = subscriptions.flatMap(({ protocol, endpoint, filterPolicy }): ChainStep[] => {
    const hindrance = filterPolicy === undefined ? '' : ' (its subscription has a filter policy)';
    if (protocol === 'email' || protocol === 'email-json') {
      const sent = record.emails.find(
        (email) => email.to === endpoint && email.atMs >= atMs && email.atMs < atMs + 1000,
      );
      return [
        sent
          ? { atMs: sent.atMs, text: `e-mail to ${endpoint}` }
          : { text: `no e-mail to ${endpoint}${hindrance}`, broken: true },
      ];
    }
    if (protocol === 'lambda')
      return functionSteps(rehearsal, functionNameIn(endpoint) ?? endpoint, { ...reached, hindrance });
    if (protocol !== 'sqs') return [{ text: `${protocol} to ${endpoint} is not rehearsed`, broken: true }];
    return queueSteps(rehearsal, endpoint, { ...reached, hindrance });
  });
  return [published, ...steps];
}

function queueSteps(rehearsal: Rehearsal, arn: string, { atMs, alarmName, hindrance = '' }: Reached): ChainStep[] {
  const { model, trace } = rehearsal;
  const queueName = nameInArn(arn);
  const arrived = trace.events.find(
    (event) =>
      event.kind === 'message' && event.queueName === queueName && event.atMs >= atMs && event.atMs < atMs + 1000,
  );
  if (arrived === undefined) return [{ text: `nothing came to the queue ${queueName}${hindrance}`, broken: true }];
  const step = { atMs: arrived.atMs, text: `message in the queue ${queueName}` };
  const readers = model.eventSourceMappings.filter(({ eventSourceArn, enabled }) => enabled && eventSourceArn === arn);
  if (readers.length === 0) return [step, { text: `no function reads the queue ${queueName}`, broken: true }];
  return [step, ...readers.flatMap(({ functionName }) => functionSteps(rehearsal, functionName, { atMs, alarmName }))];
}

function actionsFor(alarm: AlarmModel | CompositeAlarmModel, state: AlarmState): readonly string[] {
  if (state === 'OK') return alarm.okActions;
  return state === 'ALARM' ? alarm.alarmActions : alarm.insufficientDataActions;
}
