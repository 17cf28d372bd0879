import { childrenOf } from '../../alarms/alarm-rule';
import type { Model } from '../../template/model';
import { type AnyAlarm, actionLists, hasUnreadType, isExported } from '../alarm-chain';
import { parsedRules } from '../parsed-rules';
import { type Found, rule } from '../rule';

/** What else acts on an alarm: it stops or rolls back a deployment. */
const READS_ALARMS =
  /AWS::(CodeDeploy|AppConfig|ECS|SSM|Evidently|CodePipeline|FIS|IoTFleetWise|Synthetics|AutoScaling)::/;

type Id = 'alarm-without-actions' | 'actions-disabled';

/** Alarms that change their state and tell nobody. */
export const silentAlarms = rule<Id>({
  finds: {
    'alarm-without-actions': {
      level: 'warning',
      means: 'an alarm has no action, is in no composite alarm and suppresses none',
    },
    'actions-disabled': { level: 'warning', means: 'an alarm has actions, and ActionsEnabled is false' },
  },
  find: (model) => {
    const used = usedByComposites(model);
    return [...model.alarms, ...model.compositeAlarms].flatMap((alarm): Found<Id>[] => {
      const acts = Object.values(actionLists(alarm)).some((arns) => arns.length > 0);
      if (acts && alarm.actionsEnabled) return [];
      if (acts) {
        return [
          {
            id: 'actions-disabled',
            where: `${alarm.logicalId}.ActionsEnabled`,
            what: 'its actions are switched off: nobody is told',
            advice: 'Set ActionsEnabled to true; to be quiet for a while, use a mute rule.',
          },
        ];
      }
      if (used.has(alarm.name) || used.has(alarm.arn) || isMeantForOthers(alarm, model)) return [];
      return [
        {
          id: 'alarm-without-actions',
          where: alarm.logicalId,
          what: 'it has no actions, and no composite alarm looks at it: nobody is told',
          advice: 'Add a topic to AlarmActions, name it in a composite alarm, or remove it.',
        },
      ];
    });
  },
});

/** An alarm for information only shows; one that is exported may be used in another stack. */
function isMeantForOthers(alarm: AnyAlarm, model: Model): boolean {
  return (
    alarm.severity === 'info' ||
    isExported(model, alarm.arn) ||
    isExported(model, alarm.name) ||
    hasUnreadType(model, READS_ALARMS)
  );
}

/** Names and ARNs that composites look at. */
function usedByComposites(model: Model): ReadonlySet<string> {
  const children = parsedRules(model).flatMap(({ rule: parsed }) => childrenOf(parsed));
  return new Set([...children, ...model.compositeAlarms.flatMap(({ actionsSuppressor }) => actionsSuppressor ?? [])]);
}
