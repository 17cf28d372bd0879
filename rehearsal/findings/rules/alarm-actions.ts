import type { Model } from '../../template/model';
import { actionLists, actionsOf } from '../alarm-chain';
import { danglingReference, isUnknownValue } from '../references';
import { type Found, rule } from '../rule';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const MOST_ACTIONS = 5;

type Id = 'too-many-actions' | 'action-not-an-arn' | 'unknown-action-target';

/** What alarms are told to do. */
export const alarmActions = rule<Id>({
  finds: {
    'too-many-actions': { level: 'error', means: 'an alarm has more than 5 actions for a state' },
    'action-not-an-arn': { level: 'error', means: 'an action is no ARN' },
    'unknown-action-target': {
      level: 'warning',
      means: 'an action refers to something that the template does not have',
    },
  },
  find: (model) => [...tooMany(model), ...targets(model)],
});

function tooMany({ alarms, compositeAlarms }: Model): Found<Id>[] {
  return [...alarms, ...compositeAlarms].flatMap((alarm) =>
    Object.entries(actionLists(alarm))
      .filter(([, arns]) => arns.length > MOST_ACTIONS)
      .map(([property, arns]) => ({
        id: 'too-many-actions',
        where: `${alarm.logicalId}.${property}`,
        what: `CloudWatch refuses ${arns.length} actions for a state, at most ${MOST_ACTIONS} are allowed`,
        advice: 'Act on one topic, and subscribe to that as many as you like.',
      })),
  );
}

function targets(model: Model): Found<Id>[] {
  return actionsOf(model).flatMap(({ arn, where }): Found<Id>[] => {
    const dangling = danglingReference(arn, model);
    if (dangling !== undefined) {
      const what = `the template has no ${dangling}`;
      return [{ id: 'unknown-action-target', where, what, advice: 'Refer to a topic: { Ref: … } gives its ARN.' }];
    }
    if (arn.startsWith('arn:') || isUnknownValue(arn)) return [];
    const what = `${JSON.stringify(arn)} is no ARN`;
    return [{ id: 'action-not-an-arn', where, what, advice: 'Give the ARN of a topic or function.' }];
  });
}
