import { actionNotRehearsed } from '../alarms/action-target';
import type { AlarmAction } from '../alarms/alarm-actions';
import { functionNameIn } from '../template/function-name';
import type { Delivery } from './delivery';

/** What became of an action: whether it reached anything, or what it is that only AWS could do. */
export interface RanAction {
  readonly delivered: boolean;
  readonly notRehearsed?: string;
}

/** Publishes to the topic or invokes the function of an alarm's action. */
export function runAlarmAction(
  action: AlarmAction,
  { topics, lambdas }: Pick<Delivery, 'topics' | 'lambdas'>,
): RanAction {
  const { actionArn, atMs, subject, message, event } = action;
  const notRehearsed = actionNotRehearsed(actionArn);
  if (notRehearsed !== undefined) return { delivered: false, notRehearsed };
  if (!actionArn.startsWith('arn:') || actionArn.split(':')[2] !== 'lambda') {
    return { delivered: topics.publish(actionArn, subject, JSON.stringify(message), atMs) !== undefined };
  }
  const functionName = functionNameIn(actionArn) ?? actionArn;
  lambdas.invokeAsync(functionName, event, atMs);
  return { delivered: lambdas.has(functionName) };
}
